using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Tryghedsforum.Api.Privacy;

/// <summary>
/// Seals single fields (AES-256-GCM) and makes keyed hashes for looking them up. The keys come from configuration, never from the database:
/// <c>Keys:Fields:{id}</c> (32 bytes, base64; several while rotating), <c>Keys:Current</c> (the id that seals) and <c>Keys:Lookup</c> (32 bytes, base64).
/// </summary>
public sealed class FieldCipher
{
    private const int NonceBytes = 12, TagBytes = 16;
    private readonly Dictionary<byte, byte[]> keys;
    private readonly byte current;
    private readonly byte[] lookup;

    /// <summary>Takes its keys from configuration; in Development without any, from a file in the data folder that it makes itself.</summary>
    public FieldCipher(IConfiguration configuration, Microsoft.Extensions.Hosting.IHostEnvironment environment)
    {
        keys = configuration.GetSection("Keys:Fields").GetChildren()
            .ToDictionary(key => byte.Parse(key.Key, System.Globalization.CultureInfo.InvariantCulture), key => Convert.FromBase64String(key.Value ?? ""));
        var lookupText = configuration["Keys:Lookup"];
        if (keys.Count > 0 && !string.IsNullOrEmpty(lookupText))
        {
            current = configuration.GetValue("Keys:Current", keys.Keys.Max());
            lookup = Convert.FromBase64String(lookupText);
        }
        else if (string.Equals(environment.EnvironmentName, "Development", StringComparison.Ordinal))
        {
            (keys, current, lookup) = OwnKeys(Path.GetFullPath(configuration["Data:Folder"] ?? "data"));
        }
        else
        {
            throw new InvalidOperationException("Keys:Fields and Keys:Lookup are missing: without them the personal fields can be neither sealed nor read.");
        }

        if (keys.Values.Any(key => key.Length != 32) || lookup.Length != 32 || !keys.ContainsKey(current))
            throw new InvalidOperationException("Keys:Fields and Keys:Lookup must be 32 bytes each in base64, and Keys:Current one of Keys:Fields.");
    }

    /// <summary>Seals a text; null stays null. The purpose is bound in: bytes moved to another column do not open.</summary>
    public byte[]? Seal(string? text, string purpose)
    {
        if (text is null) return null;
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedBytes = new byte[1 + NonceBytes + TagBytes + plain.Length];
        sealedBytes[0] = current;
        var nonce = sealedBytes.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys[current], TagBytes);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(1 + NonceBytes + TagBytes), sealedBytes.AsSpan(1 + NonceBytes, TagBytes), Encoding.UTF8.GetBytes(purpose));
        return sealedBytes;
    }

    /// <summary>Opens what <see cref="Seal"/> made for the same purpose; null stays null.</summary>
    /// <exception cref="CryptographicException">The key is gone, the bytes were changed, or the purpose is another.</exception>
    public string? Open(byte[]? sealedBytes, string purpose)
    {
        if (sealedBytes is null) return null;
        if (sealedBytes.Length < 1 + NonceBytes + TagBytes || !keys.TryGetValue(sealedBytes[0], out var key))
            throw new CryptographicException("A sealed field has no key here.");
        var plain = new byte[sealedBytes.Length - 1 - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(sealedBytes.AsSpan(1, NonceBytes), sealedBytes.AsSpan(1 + NonceBytes + TagBytes), sealedBytes.AsSpan(1 + NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(purpose));
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>A keyed hash for looking a value up without storing it; 32 bytes in base64url.</summary>
    public string Hash(string value, string purpose) =>
        System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(lookup, Encoding.UTF8.GetBytes(purpose + "\n" + value)));

    private static (Dictionary<byte, byte[]> Keys, byte Current, byte[] Lookup) OwnKeys(string folder)
    {
        var path = Path.Combine(folder, "development-keys.json");
        Directory.CreateDirectory(folder);
        if (!File.Exists(path))
        {
            var made = Path.GetTempFileName();
            File.WriteAllText(made, JsonSerializer.Serialize(new[] { RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32) }));
            try
            {
                File.Move(made, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(made);
            }
        }

        var own = JsonSerializer.Deserialize<byte[][]>(File.ReadAllText(path))!;
        return (new() { [1] = own[0] }, 1, own[1]);
    }
}
