using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Tryghedsforum.Api.Members;

/// <summary>An e-mail address that is safe to put in a message's head. Whether it exists, only a message shows.</summary>
internal sealed record EmailAddress
{
    /// <summary>What sealed addresses and their hashes are bound to.</summary>
    public const string Purpose = "email";

    private EmailAddress(string value) => Value = value;

    /// <summary>The address as written, trimmed.</summary>
    public string Value { get; }

    /// <summary>
    /// What makes two ways of writing one address: small letters of the plain alphabet, and nothing else. Other letters that look alike, or become alike
    /// when made small, are other mailboxes: somebody else could own them.
    /// </summary>
    public string Key => string.Concat(Value.Select(letter => char.IsAsciiLetterUpper(letter) ? (char)(letter | ' ') : letter));

    /// <summary>The mailbox of which many write many addresses: without what follows a plus.</summary>
    public string Mailbox => Key.Split('@') is [var local, var domain] ? $"{local.Split('+')[0]}@{domain}" : Key;

    /// <summary>Enough to know one's own: the first letter and the domain.</summary>
    public string InPart => Value.Split('@') is [var local, var domain] ? $"{local[0]}...@{domain}" : "";

    /// <summary>One @ with something on both sides, a dot in the domain, at most 254 characters, none of them a space, a control or one that lists or quotes addresses.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        address = null;
        // not Trim(): it would take away a line end that an attacker put there
        var value = (text ?? "").Trim(' ', '\u00A0');
        if (value.Length is 0 or > 254 || value.Any(Forbidden)) return false;

        var parts = value.Split('@');
        if (parts is not [{ Length: >= 1 and <= 64 } local, var domain]) return false;
        if (Dotted(local) && Dotted(domain) && domain.Contains('.')) address = new(value);
        return address is not null;
    }

    /// <summary>The address as written.</summary>
    public override string ToString() => Value;

    private static bool Dotted(string part) => part.Split('.').All(label => label.Length > 0);

    private static bool Forbidden(char letter) =>
        char.IsWhiteSpace(letter) || char.IsControl(letter) || char.IsSurrogate(letter) ||
        char.GetUnicodeCategory(letter) is UnicodeCategory.Format || "<>()[],;:\\\"".Contains(letter);
}
