using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Tryghedsforum.Web.Frame;

/// <summary>Seals what a page hands to the browser to be handed back: nobody else can read or change it, and it opens for a while only.</summary>
internal sealed class PageSeal(IDataProtectionProvider protection, TimeProvider time)
{
    private const int MostLetters = 64 * 1024;

    /// <summary>Seals a value for one purpose.</summary>
    public string Seal<T>(string purpose, T value) =>
        protection.CreateProtector("page", purpose).Protect(JsonSerializer.Serialize(new Kept<T>(time.GetUtcNow(), value)));

    /// <summary>Opens what was sealed for the same purpose; the default when it is too old, changed, or nothing.</summary>
    public T? Open<T>(string purpose, string? text, TimeSpan within)
    {
        if (string.IsNullOrEmpty(text) || text.Length > MostLetters) return default;
        try
        {
            var kept = JsonSerializer.Deserialize<Kept<T>>(protection.CreateProtector("page", purpose).Unprotect(text))!;
            return time.GetUtcNow() - kept.At <= within ? kept.Value : default;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or JsonException)
        {
            return default;
        }
    }

    private sealed record Kept<T>(DateTimeOffset At, T Value);
}
