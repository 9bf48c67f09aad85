using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;

namespace Tryghedsforum.Notifications.Simulator;

/// <summary>Carries each text through its steps and tells the program, signed as Twilio signs; at the start it takes up what was left unfinished.</summary>
internal sealed partial class SimulatedCallbacks(
    SimulatorLedger ledger, SmsSettings settings, IHttpClientFactory clients, IConfiguration configuration, IHostApplicationLifetime lifetime,
    TimeProvider time, ILogger<SimulatedCallbacks> log) : BackgroundService
{
    /// <summary>Name of the HTTP client.</summary>
    public const string ClientName = "simulator";

    private const int Tries = 6;
    private readonly ConcurrentDictionary<string, Task> running = new();

    // The telephone company lives in real time, whatever clock the program is given.
    private readonly TimeSpan pace = configuration.GetValue("Simulator:Pace", TimeSpan.FromMilliseconds(300));

    /// <summary>Begins to carry a text; it must have been kept before.</summary>
    public void Carry(string sid)
    {
        if (settings.IsSimulated) running.GetOrAdd(sid, _ => Task.Run(() => Steps(sid, lifetime.ApplicationStopping)));
    }

    /// <summary>Twilio's signature of a form post: address, then all names and values by ordinal order of the names.</summary>
    public static string Sign(string secret, string address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var text = new StringBuilder(address);
        foreach (var (name, value) in fields.OrderBy(f => f.Key, StringComparer.Ordinal)) text.Append(name).Append(value);
#pragma warning disable CA5350 // Twilio's webhook signature is HMAC-SHA1.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text.ToString())));
#pragma warning restore CA5350
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.IsSimulated) return;
        await lifetime.Listening(stoppingToken);
        foreach (var message in ledger.Messages.Where(m => m.Steps.Count > 0)) Carry(message.Sid);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(running.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Steps(string sid, CancellationToken stopping)
    {
        try
        {
            while (ledger.Find(sid) is { Steps: [var step, ..] } message)
            {
                if (pace > TimeSpan.Zero) await Task.Delay(pace, TimeProvider.System, stopping);
                message = Reach(message, step);
                ledger.Keep(message);
                if (step.Call && message.Callback is not null && !await Call(message, step, stopping)) break;
                // Only now it is done: killed before this line, it is done again, and the program gets it twice.
                ledger.Keep(message with { Steps = [.. message.Steps.Skip(1)] });
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The next start takes it up.
        }
        finally
        {
            running.TryRemove(sid, out _);
        }
    }

    private SimulatedMessage Reach(SimulatedMessage message, SimulatedStep step)
    {
        if (message.Inbound || ReceiptRank.Of(step.Status) <= ReceiptRank.Of(message.Status)) return message;
        var now = time.GetUtcNow();
        return message with
        {
            Status = step.Status, ErrorCode = step.ErrorCode, Updated = now,
            Sent = ReceiptRank.Of(step.Status) >= ReceiptRank.Of("sent") ? message.Sent ?? now : message.Sent,
        };
    }

    private async Task<bool> Call(SimulatedMessage message, SimulatedStep step, CancellationToken stopping)
    {
        var fields = message.Inbound ? InboundFields(message) : StatusFields(message, step);
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                using var client = clients.CreateClient(ClientName);
                using var request = new HttpRequestMessage(HttpMethod.Post, message.Callback) { Content = new FormUrlEncodedContent(fields) };
                request.Headers.Add("X-Twilio-Signature", Sign(settings.AuthToken, message.Callback!, fields));
                using var answer = await client.SendAsync(request, stopping);
                if ((int)answer.StatusCode < 500)
                {
                    if (!answer.IsSuccessStatusCode) Log.Refused(log, message.Sid, (int)answer.StatusCode);
                    return true;
                }
            }
            catch (HttpRequestException)
            {
                // Tried again.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200 * Math.Pow(2, attempt)), TimeProvider.System, stopping);
        }

        Log.GivenUp(log, message.Sid);
        return false;
    }

    private Dictionary<string, string> StatusFields(SimulatedMessage message, SimulatedStep step)
    {
        var fields = new Dictionary<string, string>
        {
            ["AccountSid"] = settings.AccountSid, ["ApiVersion"] = "2010-04-01", ["From"] = message.From, ["To"] = message.To,
            ["MessageSid"] = message.Sid, ["SmsSid"] = message.Sid, ["MessageStatus"] = step.Status, ["SmsStatus"] = step.Status,
        };
        if (message.MessagingServiceSid is { } service) fields["MessagingServiceSid"] = service;
        if (step.ErrorCode is { } code) fields["ErrorCode"] = code.ToString(CultureInfo.InvariantCulture);
        if (ReceiptRank.Of(step.Status) == ReceiptRank.Final) fields["RawDlrDoneDate"] = message.Updated.UtcDateTime.ToString("yyMMddHHmm", CultureInfo.InvariantCulture);
        return fields;
    }

    private Dictionary<string, string> InboundFields(SimulatedMessage message)
    {
        var fields = new Dictionary<string, string>
        {
            ["AccountSid"] = settings.AccountSid, ["ApiVersion"] = "2010-04-01", ["From"] = message.From, ["To"] = message.To, ["Body"] = message.Body,
            ["MessageSid"] = message.Sid, ["SmsSid"] = message.Sid, ["SmsMessageSid"] = message.Sid, ["SmsStatus"] = "received",
            ["NumMedia"] = "0", ["NumSegments"] = Math.Max(1, Gsm7.Segments(message.Body)).ToString(CultureInfo.InvariantCulture),
            ["FromCountry"] = "DK", ["FromCity"] = "", ["FromState"] = "", ["FromZip"] = "", ["ToCountry"] = "DK", ["ToCity"] = "", ["ToState"] = "", ["ToZip"] = "",
        };
        if (message.OptOutType is { } type) fields["OptOutType"] = type;
        return fields;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Simulator: the callback of {Sid} was answered with {Status}")]
        public static partial void Refused(ILogger log, string sid, int status);

        [LoggerMessage(LogLevel.Warning, "Simulator: the callback of {Sid} is given up until the next start")]
        public static partial void GivenUp(ILogger log, string sid);
    }
}
