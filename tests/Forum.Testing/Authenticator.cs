using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tryghedsforum.Testing;

/// <summary>A telephone or computer that makes and uses passkeys (WebAuthn, ES256, no attestation), with the faults that a test wants.</summary>
public sealed class Authenticator
{
    private const byte Present = 0x01, Verified = 0x04, HasKey = 0x40;
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(32);
    private string user = "";

    /// <summary>Origin of the page that asks.</summary>
    public string Origin { get; set; } = "https://localhost";

    /// <summary>Domain that the passkey is for; null: as asked.</summary>
    public string? Domain { get; set; }

    /// <summary>The owner shows finger, face or screen lock.</summary>
    public bool Verifies { get; set; } = true;

    /// <summary>How often it was used; a copy of it would count anew.</summary>
    public uint Count { get; set; }

    /// <summary>Makes the passkey.</summary>
    /// <param name="options">JSON from the program.</param>
    public string Make(string options)
    {
        using var asked = JsonDocument.Parse(options);
        user = asked.RootElement.GetProperty("user").GetProperty("id").GetString()!;
        var data = (byte[])[.. Data(asked.RootElement.GetProperty("rp").GetProperty("id").GetString()!, HasKey), .. new byte[16], 0, (byte)id.Length, .. id, .. PublicKey()];
        var attestation = (byte[])[0xA3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xA0, .. Text("authData"), 0x58, (byte)data.Length, .. data];
        return Answer(new() { ["clientDataJSON"] = Letters(Client("webauthn.create", asked)), ["attestationObject"] = Letters(attestation), ["transports"] = Array.Empty<string>() });
    }

    /// <summary>Uses it.</summary>
    /// <param name="options">JSON from the program.</param>
    public string Use(string options)
    {
        using var asked = JsonDocument.Parse(options);
        Count++;
        var (data, client) = (Data(asked.RootElement.GetProperty("rpId").GetString()!), Client("webauthn.get", asked));
        var signature = key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new() { ["clientDataJSON"] = Letters(client), ["authenticatorData"] = Letters(data), ["signature"] = Letters(signature), ["userHandle"] = user });
    }

    private byte[] Data(string domain, byte flags = 0)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(Domain ?? domain)), (byte)(flags | Present | (Verifies ? Verified : 0)), .. count];
    }

    private byte[] Client(string type, JsonDocument asked) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = asked.RootElement.GetProperty("challenge").GetString(), origin = Origin, crossOrigin = false });

    private string Answer(Dictionary<string, object> response) =>
        JsonSerializer.Serialize(new { id = Letters(id), rawId = Letters(id), type = "public-key", clientExtensionResults = new { }, response });

    // COSE: an EC2 key for ES256 on P-256.
    private byte[] PublicKey()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
    }

    private static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static string Letters(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
