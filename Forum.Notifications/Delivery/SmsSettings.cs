using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>Who carries the SMS.</summary>
internal enum SmsProvider
{
    /// <summary>Twilio, or what speaks like it.</summary>
    Twilio,

    /// <summary>Nobody: the coordinators see a banner.</summary>
    None,
}

/// <summary>
/// The configuration section <c>Sms</c>. In Development without an account the program is its own telephone company: the simulator
/// answers under this program's own address.
/// </summary>
internal sealed class SmsSettings
{
    private const string SimulatorPath = "/simulator/twilio";
    private readonly Uri? configuredBase, configuredPublic;
    private readonly IServer server;

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="InvalidOperationException">Outside Development, Twilio without account, token or public address.</exception>
    public SmsSettings(IConfiguration configuration, IHostEnvironment environment, IServer server)
    {
        this.server = server;
        var sms = configuration.GetSection("Sms");
        Provider = sms.GetValue("Provider", SmsProvider.Twilio);
        AccountSid = sms["AccountSid"] ?? "";
        AuthToken = sms["AuthToken"] ?? "";
        IsSimulated = Provider is SmsProvider.Twilio && environment.IsDevelopment() && AccountSid.Length == 0;
        configuredBase = Address(sms["BaseUrl"]);
        configuredPublic = Address(sms["PublicUrl"]);
        if (IsSimulated)
        {
            (AccountSid, AuthToken) = ("AC00000000000000000000000000000000", "simulator");
            // A host that listens on no port of its own (in tests) is told where it is.
            var home = Address(sms["SimulatorAddress"]);
            configuredPublic ??= home;
            configuredBase ??= home is null ? null : new Uri(home, SimulatorPath);
        }

        configuredPublic ??= IsSimulated ? null : Address(configuration["PublicUrl"]);
        if (!IsSimulated && Provider is SmsProvider.Twilio && (AccountSid.Length == 0 || AuthToken.Length == 0 || configuredPublic is null))
        {
            throw new InvalidOperationException("Sms:AccountSid, Sms:AuthToken and Sms:PublicUrl are missing. Without SMS, set Sms:Provider=None.");
        }

        Patience = sms.GetValue("Patience", TimeSpan.FromSeconds(15));
        ProbeNumber = sms["ProbeNumber"] is { Length: > 0 } probe ? probe : null;
        Price = sms.GetValue("Price", (decimal?)null);
        WebhookKey = sms["WebhookKey"] is { Length: > 0 } key ? key : AuthToken;
    }

    /// <summary>Who carries the SMS.</summary>
    public SmsProvider Provider { get; }

    /// <summary>The simulator of this program is the provider.</summary>
    public bool IsSimulated { get; }

    /// <summary>Real telephones ring: the demonstration range must not reach them.</summary>
    public bool IsReal => Provider is SmsProvider.Twilio && !IsSimulated && configuredBase is null;

    /// <summary>The account.</summary>
    public string AccountSid { get; }

    /// <summary>Its secret.</summary>
    public string AuthToken { get; }

    /// <summary>What an SMS (one segment) costs, in kroner; null: nobody has said.</summary>
    public decimal? Price { get; }

    /// <summary>A number of the installation's own to which its round trips go; null: there are none.</summary>
    public string? ProbeNumber { get; }

    /// <summary>Texts can go out and come home.</summary>
    public bool HasRoundTrips => ProbeNumber is not null && Provider is not SmsProvider.None;

    /// <summary>What webhooks are signed with: the account's secret, unless a webhook rule has a key of its own.</summary>
    public string WebhookKey { get; }

    /// <summary>When the provider's answer is given up. A lease is several times as long.</summary>
    public TimeSpan Patience { get; }

    /// <summary>Where requests to the provider go instead of its own address; null: to its own address.</summary>
    public Uri? BaseUrl => configuredBase ?? (IsSimulated ? new Uri(Own(), SimulatorPath) : null);

    /// <summary>The address by which the provider reaches this program.</summary>
    public Uri PublicUrl => configuredPublic ?? Own();

    /// <summary>An address of this program, as the provider calls it.</summary>
    public Uri Public(string path) => new(PublicUrl.AbsoluteUri.TrimEnd('/') + path);

    private static Uri? Address(string? text) => string.IsNullOrEmpty(text) ? null : new Uri(text, UriKind.Absolute);

    private Uri Own()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        // Plain HTTP first: no certificate of a developer's machine needs to be trusted.
        var address = addresses.OrderBy(a => a.StartsWith("https", StringComparison.Ordinal)).FirstOrDefault()
            ?? throw new InvalidOperationException("The program does not listen yet; the simulator has no address.");
        var binding = Microsoft.AspNetCore.Http.BindingAddress.Parse(address);
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : binding.Host;
        return new UriBuilder(binding.Scheme, host, binding.Port).Uri;
    }
}
