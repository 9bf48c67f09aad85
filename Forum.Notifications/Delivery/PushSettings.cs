using Microsoft.Extensions.Configuration;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>The configuration section <c>Push</c>. What must be right in it is checked before the start.</summary>
internal sealed class PushSettings(IConfiguration configuration)
{
    /// <summary>How long the answer of a push service is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>The public half of the program's pair of keys, base64url; empty: there is none, and nothing is pushed.</summary>
    public string PublicKey { get; } = configuration["Push:PublicKey"] ?? "";

    /// <summary>Its private half.</summary>
    public string PrivateKey { get; } = configuration["Push:PrivateKey"] ?? "";

    /// <summary>Where a push service reaches whoever runs the program.</summary>
    public string Subject { get; } = configuration["Push:Subject"] is { Length: > 0 } subject ? subject : configuration["PublicUrl"] ?? "";

    /// <summary>There are keys.</summary>
    public bool IsOn => PublicKey.Length > 0 && PrivateKey.Length > 0;
}
