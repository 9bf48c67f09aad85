using System.Buffers.Text;
using System.Security.Cryptography;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>The secret of a case's link: 160 bits in base64url, of which only a keyed hash is stored.</summary>
internal static class CaseSecret
{
    private const int Bytes = 20;

    public static (string Secret, CaseLink Link) Make(FieldCipher cipher, Guid report, DateTimeOffset now)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        return (secret, new CaseLink { ReportId = report, Hash = Hash(cipher, secret), MadeAt = now });
    }

    /// <summary>One that whoever holds another case may be shown again: a keyed function of the row's id, so that it, too, is kept nowhere.</summary>
    public static (string Secret, CaseLink Link) MakeKnown(FieldCipher cipher, Guid report, DateTimeOffset now)
    {
        var id = Guid.NewGuid();
        var secret = Known(cipher, id);
        return (secret, new CaseLink { Id = id, ReportId = report, Hash = Hash(cipher, secret), MadeAt = now });
    }

    /// <summary>The secret of a link, if it was made to be known.</summary>
    public static string? Of(FieldCipher cipher, CaseLink link) => Known(cipher, link.Id) is var secret && Hash(cipher, secret) == link.Hash ? secret : null;

    public static string Hash(FieldCipher cipher, string secret) => cipher.Hash(secret, "case.secret");

    /// <summary>What cannot be a secret is refused before it is looked up.</summary>
    public static bool LooksRight(string secret) => secret.Length is > 20 and < 40;

    private static string Known(FieldCipher cipher, Guid id) => Base64Url.EncodeToString(Base64Url.DecodeFromChars(cipher.Hash(id.ToString("N"), "case.link")).AsSpan(0, Bytes));
}
