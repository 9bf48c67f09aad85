using System.Globalization;

namespace Tryghedsforum.Web.Settings;

/// <summary>One row of the table of settings.</summary>
/// <param name="Name">Its name; a word in braces stands for one of the operator's choice.</param>
/// <param name="Default">What holds without it, as the table in the README says it.</param>
/// <param name="What">What it is.</param>
/// <param name="Kind">Which values it takes.</param>
internal sealed record Setting(string Name, string Default, string What, SettingKind Kind)
{
    /// <summary>The first word of its name.</summary>
    public string Section => Name.Split(':')[0];

    /// <summary>Whether this row speaks of a name.</summary>
    public bool IsFor(string name) =>
        Name.Split(':') is var own && name.Split(':') is var asked && own.Length == asked.Length
        && own.Zip(asked).All(word => word.First.StartsWith('{') || string.Equals(word.First, word.Second, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A kind of value.</summary>
/// <param name="Expected">How a right one looks, in the sentence "… must be …".</param>
/// <param name="Accepts">Whether a text is one.</param>
internal sealed record SettingKind(string Expected, Func<string, bool> Accepts)
{
    public static readonly SettingKind Anything = new("a text", _ => true);
    public static readonly SettingKind YesOrNo = new("true or false", text => bool.TryParse(text, out _));
    public static readonly SettingKind Address = new("a whole address such as https://tryghedsforum.example", text => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http");
    public static readonly SettingKind Duration = new("a time such as 00:00:15", text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero);
    public static readonly SettingKind Key = new("32 bytes in base64", text => KeyMaterial.Read(text) is not null);

    public static SettingKind Number(long least, long most) => new(
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
        text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most);

    public static SettingKind OneOf(params string[] words) => new($"one of {string.Join(", ", words)}", text => words.Contains(text, StringComparer.OrdinalIgnoreCase));

    public static SettingKind Written(string expected, Func<string, bool> accepts) => new(expected, accepts);
}
