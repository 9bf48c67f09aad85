using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Twilio.Clients;
using Twilio.Exceptions;
using Twilio.Http;
using Twilio.Rest.Api.V2010.Account;
using Twilio.Types;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>What came of handing a message to the provider.</summary>
internal abstract record Handover
{
    private Handover()
    {
    }

    /// <summary>Taken.</summary>
    /// <param name="Sid">The provider's id of it.</param>
    /// <param name="Status">Its status.</param>
    /// <param name="ErrorCode">Its error, if there is one already.</param>
    /// <param name="Segments">How many SMS the provider makes of it; null: it does not say (yet).</param>
    public sealed record Accepted(string Sid, string Status, int? ErrorCode, int? Segments = null) : Handover;

    /// <summary>Refused for good.</summary>
    public sealed record Refused(string Reason, int ErrorCode) : Handover;

    /// <summary>Surely not taken, and worth trying again.</summary>
    public sealed record Later(int? ErrorCode, TimeSpan? After) : Handover;

    /// <summary>Account (null) or sender does not work; every further message would be refused as well.</summary>
    public sealed record Stopped(int ErrorCode, string? Sender) : Handover;

    /// <summary>Perhaps taken, perhaps not.</summary>
    /// <param name="How">What broke off, for the log: an HTTP status or the kind of failure, nothing of the message.</param>
    public sealed record Lost(string How) : Handover;
}

/// <summary>SMS through Twilio's own SDK.</summary>
internal sealed class SmsChannel(IHttpClientFactory clients, SmsSettings settings) : IChannel
{
    /// <summary>Name of the HTTP client.</summary>
    public const string ClientName = "sms";

    private const string DemoRange = "+4595";
    private static readonly TimeSpan LongestValidity = TimeSpan.FromSeconds(36_000);

    /// <inheritdoc/>
    public string? Off => settings.Provider is SmsProvider.None ? MessageReason.SmsOff : null;

    /// <inheritdoc/>
    public string? Forbids(string address) => settings.IsReal && IsDemo(address) ? MessageReason.DemoNumber : null;

    /// <inheritdoc/>
    public async Task<Handover> Send(Guid messageId, Outgoing.Send outgoing, TimeSpan validity)
    {
        var exchange = ProviderLine.Begin();
        try
        {
            var made = await MessageResource.CreateAsync(Options(messageId, outgoing, validity), Client());
            return string.IsNullOrEmpty(made?.Sid) || made.Status is null ? new Handover.Lost("an answer without id or status") : new Handover.Accepted(made.Sid, made.Status.ToString(), made.ErrorCode, Segments(made.NumSegments));
        }
        catch (ApiException refused) when (exchange.Status is >= 400 and < 500)
        {
            return ProviderErrors.Handover(exchange.Status.Value, refused.Code, exchange.RetryAfter, outgoing.Sender);
        }
#pragma warning disable CA1031 // Whatever went wrong, unless it never left or never connected, the message may have been taken.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return !exchange.HasLeft || (exchange.Status is null && ProviderErrors.NeverConnected(failure)) ? new Handover.Later(null, null) : new Handover.Lost(exchange.Status is { } status ? string.Create(CultureInfo.InvariantCulture, $"HTTP {status}") : Kinds(failure));
        }
    }

    /// <inheritdoc/>
    public async Task<Handover.Accepted?> Find(byte[] fingerprint, string? address, DateTimeOffset since, Func<string, Task<bool>> taken)
    {
        var options = new ReadMessageOptions { DateSentAfter = since.UtcDateTime.AddMinutes(-1), PageSize = 200, Limit = 2000 };
        if (address is not null) options.To = new PhoneNumber(address);
        foreach (var listed in await MessageResource.ReadAsync(options, Client()))
        {
            if (listed.Sid is null || listed.Body is null || listed.Status is null || listed.Direction == MessageResource.DirectionEnum.Inbound) continue;
            if (!CryptographicOperations.FixedTimeEquals(Fingerprint(listed.To, listed.Body), fingerprint) || await taken(listed.Sid)) continue;
            return new(listed.Sid, listed.Status.ToString(), listed.ErrorCode, Segments(listed.NumSegments));
        }

        return null;
    }

    /// <inheritdoc/>
    public byte[] Fingerprint(string address, string body) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(settings.AuthToken), Encoding.UTF8.GetBytes(address + "\n" + body));

    private CreateMessageOptions Options(Guid messageId, Outgoing.Send outgoing, TimeSpan validity)
    {
        var options = new CreateMessageOptions(new PhoneNumber(outgoing.Address))
        {
            Body = outgoing.Body,
            StatusCallback = settings.Public($"/sms/status/{messageId}"),
            ValidityPeriod = (int)Math.Clamp(validity.TotalSeconds, 1, LongestValidity.TotalSeconds),
        };
        if (outgoing.Sender.StartsWith("MG", StringComparison.Ordinal)) options.MessagingServiceSid = outgoing.Sender;
        else options.From = new PhoneNumber(outgoing.Sender);
        return options;
    }

    // A messaging service says 0 at first.
    private static int? Segments(string? said) => int.TryParse(said, CultureInfo.InvariantCulture, out var segments) && segments > 0 ? segments : null;

    // One client per call: the SDK's client keeps the last request, and would show it to whoever comes next.
    private TwilioRestClient Client() =>
        new(settings.AccountSid, settings.AuthToken, httpClient: new SystemNetHttpClient(clients.CreateClient(ClientName)));

    private static bool IsDemo(string address) =>
        string.Concat(address.Where(c => c is '+' || char.IsAsciiDigit(c))).StartsWith(DemoRange, StringComparison.Ordinal);

    private static string Kinds(Exception failure) => failure.InnerException is { } inner ? $"{failure.GetType().Name} < {Kinds(inner)}" : failure.GetType().Name;
}
