using System.Buffers.Text;
using System.Security.Cryptography;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>The secret of a case's link: 160 random bits in base64url, of which only a keyed hash is stored.</summary>
internal static class CaseSecret
{
    private const int Bytes = 20;

    public static (string Secret, CaseLink Link) Make(FieldCipher cipher, Guid report, DateTimeOffset now)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        return (secret, new CaseLink { ReportId = report, Hash = Hash(cipher, secret), MadeAt = now });
    }

    public static string Hash(FieldCipher cipher, string secret) => cipher.Hash(secret, "case.secret");

    /// <summary>What cannot be a secret is refused before it is looked up.</summary>
    public static bool LooksRight(string secret) => secret.Length is > 20 and < 40;
}
