using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Tryghedsforum.Api.Members;

/// <summary>An e-mail address that is safe to put in a message's head. Whether it exists, only a message shows.</summary>
internal sealed record EmailAddress
{
    private EmailAddress(string value) => Value = value;

    /// <summary>The address as written, trimmed.</summary>
    public string Value { get; }

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
