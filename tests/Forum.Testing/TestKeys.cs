using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tryghedsforum.Testing;

/// <summary>Keys and certificate of this test process, as an operator would make them: every host of the process reads what another one has sealed.</summary>
public static class TestKeys
{
    private static readonly Lazy<string> File = new(() => MakeCertificate());

    /// <summary>Seals fields.</summary>
    public static string Fields { get; } = Random();

    /// <summary>For keyed look-ups.</summary>
    public static string Lookup { get; } = Random();

    /// <summary>Password of <see cref="Certificate"/>.</summary>
    public const string Password = "kun til prøve";

    /// <summary>Path of a certificate for the key ring.</summary>
    public static string Certificate => File.Value;

    /// <summary>As command-line arguments.</summary>
    public static IReadOnlyList<string> Arguments => [$"--Keys:Fields:1={Fields}", $"--Keys:Lookup={Lookup}", $"--Keys:Certificate={Certificate}", $"--Keys:CertificatePassword={Password}"];

    /// <summary>A random key.</summary>
    public static string Random() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Makes a self-signed certificate; answers the file.</summary>
    public static string MakeCertificate(string password = Password)
    {
        using var key = RSA.Create(2048);
        var now = DateTimeOffset.UtcNow;
        using var certificate = new CertificateRequest("CN=Tryghedsforum", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        var path = Path.Combine(ProcessFolder.Fresh("certificate"), "keys.pfx");
        System.IO.File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, password));
        return path;
    }
}
