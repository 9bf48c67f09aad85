using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Privacy;

/// <summary>
/// The framework's keys for cookies and forms. They lie in the database, so that several nodes share them, and are sealed there by the certificate
/// <c>Keys:Certificate</c>; those that an earlier one has sealed are read with <c>Keys:OldCertificates</c>. In Development there is none.
/// </summary>
public static class KeyRing
{
    /// <summary>The certificates, the one that seals first; empty without one.</summary>
    /// <exception cref="CryptographicException">A file is no certificate, has no RSA key, or the password is another.</exception>
    public static IReadOnlyList<X509Certificate2> Certificates(IConfiguration configuration)
    {
        if (configuration["Keys:Certificate"] is not { Length: > 0 } current) return [];
        var old = configuration.GetSection("Keys:OldCertificates").GetChildren().Select(one => one.Value).OfType<string>().Where(path => path.Length > 0);
        return [.. old.Prepend(current).Select(path => Load(path, configuration["Keys:CertificatePassword"]))];
    }

    /// <summary>Whether a key of the ring, as the database holds it, is sealed.</summary>
    public static bool IsSealed(string xml) => xml.Contains("encryptedSecret", StringComparison.Ordinal) && xml.Contains("EncryptedXmlDecryptor", StringComparison.Ordinal);

    internal static void AddKeyRing(this IServiceCollection services, IConfiguration configuration)
    {
        var ring = services.AddDataProtection().SetApplicationName("Tryghedsforum").PersistKeysToDbContext<ForumDb>();
        if (Certificates(configuration) is [var current, ..] all) ring.ProtectKeysWithCertificate(current).UnprotectKeysWithAnyCertificate([.. all]);
    }

    private static X509Certificate2 Load(string path, string? password)
    {
        var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password);
        return certificate.GetRSAPrivateKey() is not null ? certificate : throw new CryptographicException($"{path} holds no RSA key.");
    }
}
