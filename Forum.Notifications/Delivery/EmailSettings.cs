using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>Who carries the e-mail.</summary>
internal enum EmailProvider
{
    /// <summary>Nobody: people sign in by their numbers only.</summary>
    None,

    /// <summary>A mail server.</summary>
    Smtp,

    /// <summary>Development's own: the mails are shown on a page.</summary>
    Simulator,
}

/// <summary>How the line to the mail server is kept from being read.</summary>
internal enum EmailSecurity
{
    /// <summary>It begins readable and must become TLS before anything is said on it.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>Not at all: to a server on this machine.</summary>
    None,
}

/// <summary>The configuration section <c>Email</c>. What must be right in it is checked before the start.</summary>
internal sealed class EmailSettings(IConfiguration configuration, IHostEnvironment environment, SmsSettings sms)
{
    private const int SubmissionPort = 587, SubmissionTlsPort = 465, RelayPort = 25;

    /// <summary>Who carries the e-mail.</summary>
    public EmailProvider Provider { get; } = configuration.GetValue("Email:Provider", environment.IsDevelopment() ? EmailProvider.Simulator : EmailProvider.None);

    /// <summary>The mail server.</summary>
    public string Host { get; } = configuration["Email:Host"] ?? "";

    /// <summary>How its line is protected.</summary>
    public EmailSecurity Security { get; } = configuration.GetValue("Email:Security", IsHere(configuration["Email:Host"] ?? "") ? EmailSecurity.None : EmailSecurity.StartTls);

    /// <summary>Its port.</summary>
    public int Port => configuration.GetValue("Email:Port", Security switch
    {
        EmailSecurity.StartTls => SubmissionPort,
        EmailSecurity.Tls => SubmissionTlsPort,
        _ => RelayPort,
    });

    /// <summary>Who we are to it; empty: it does not ask.</summary>
    public string User { get; } = configuration["Email:User"] ?? "";

    /// <summary>The user's password.</summary>
    public string Password { get; } = configuration["Email:Password"] ?? "";

    /// <summary>The address that the mails come from.</summary>
    public string From { get; } = configuration["Email:From"] ?? "tryghedsforum@simulator.invalid";

    /// <summary>An address of this program, as people open it.</summary>
    public string Link(string path) => (configuration["PublicUrl"] is { Length: > 0 } address ? address : sms.PublicUrl.AbsoluteUri).TrimEnd('/') + path;

    private static bool IsHere(string host) => host is "localhost" or "127.0.0.1" or "[::1]";
}
