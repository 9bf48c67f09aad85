using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Web.Frame;
using Tryghedsforum.Web.Parts;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Settings;

/// <summary>
/// A page with one part of the forum's settings. Its fields have the names of the interface. When somebody else has saved the part in the meantime,
/// what was typed stays, and beside each field that differs stands what holds now.
/// </summary>
public abstract class SettingsPage : WorkPage
{
    /// <summary>The field with the version that the form was made of.</summary>
    public const string VersionField = "version";

    /// <summary>What is said after a save.</summary>
    protected const string Saved = "gemt";

    [Inject] private IStringLocalizer<SettingsText> Words { get; set; } = default!;

    /// <summary>The first page of the settings.</summary>
    protected string Home => $"/{Slug}/indstillinger";

    /// <summary>Somebody else has saved the part in the meantime.</summary>
    private bool IsBehind => Refusal?.Code == RefusalCode.ChangedMeanwhile;

    /// <summary>The fields that are wrong, for the summary on top.</summary>
    protected IReadOnlyList<FieldProblem> Problems => Refusal is null ? [] : [.. Refusal.Faults.Select(fault => new FieldProblem(fault.Field, Wrong(fault.Field)!))];

    /// <summary>Why nothing was saved, when it is no single field's fault.</summary>
    protected string? Refused => Problems.Count > 0 ? null : RefusalWords;

    /// <summary>"Gemt." after a save.</summary>
    protected string? Said => Refusal is null && Happened == Saved ? Words["Saved"].Value : null;

    /// <summary>The version that the form sends back.</summary>
    protected string? VersionOf(SettingsForm now) => IsBehind ? now.Version : Typed(VersionField) ?? now.Version;

    /// <summary>What stands in a field: what was typed, or what holds.</summary>
    protected string? Shown(string field, string? now) => Typed(field) ?? now;

    /// <summary>What is said at a field: what is wrong with it, or what holds now when somebody else has changed it.</summary>
    /// <param name="field">The field.</param>
    /// <param name="now">What holds.</param>
    /// <param name="words">The same in words, when it is a code.</param>
    protected string? Problem(string field, string? now, string? words = null) =>
        Wrong(field) ?? (IsBehind && (Typed(field) ?? "").Trim() != (now ?? "") ? Words["NowIs", words ?? (string.IsNullOrEmpty(now) ? Words["NowEmpty"].Value : now)].Value : null);

    /// <summary>Whether a box is ticked: as it was sent, or as it holds.</summary>
    protected bool Ticked(string field, bool now) => Typed(KeyField) is null ? now : Typed(field) is not null;

    /// <summary>What is said at a box.</summary>
    protected string? Problem(string field, bool now) => Wrong(field) ?? (IsBehind && Ticked(field, now) != now ? Words["NowIs", Words[now ? "NowTicked" : "NowNotTicked"].Value].Value : null);

    /// <summary>A whole number that was typed; one that no field takes when it is none.</summary>
    protected int Whole(string field) => Number(Typed(field) ?? "");

    /// <summary>Whole numbers with commas between.</summary>
    protected IReadOnlyList<int> Wholes(string field) => [.. (Typed(field) ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Number)];

    /// <summary>A number as it stands in a field.</summary>
    protected static string Figure(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
