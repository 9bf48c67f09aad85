using System.Globalization;

namespace Tryghedsforum.Benchmarks;

/// <summary>One Markdown table of everything that is measured; a row is printed as soon as it is known.</summary>
internal sealed class Table
{
    private readonly TextWriter writer;

    /// <summary>Begins it.</summary>
    public Table(TextWriter writer)
    {
        this.writer = writer;
        writer.WriteLine("| benchmark | ours | bare | ratio | goal | met |");
        writer.WriteLine("|---|---:|---:|---:|---|---|");
    }

    /// <summary>A figure beside the bare server's, and what became of its goal, a limit of their ratio.</summary>
    public void Compare(string benchmark, double ours, double bare, string unit, double? atMost = null, double? atLeast = null)
    {
        var ratio = ours / bare;
        var goal = atMost is { } most ? $"≤ {Text(most)} × bare" : atLeast is { } least ? $"≥ {Text(least)} × bare" : "–";
        Add(benchmark, $"{Text(ours)} {unit}", $"{Text(bare)} {unit}", Text(ratio, "0.00"), goal, Met(ratio, atMost, atLeast));
    }

    /// <summary>A figure with a limit of its own; the bare server's is told beside it, where it has one.</summary>
    public void Limit(string benchmark, double ours, double? bare, string unit, double atMost) => Add(benchmark, $"{Text(ours)} {unit}".Trim(), bare is { } other ? $"{Text(other)} {unit}".Trim() : "–",
        bare is { } some ? Text(ours / some, "0.00") : "–", $"≤ {Text(atMost)} {unit}".Trim(), Met(ours, atMost, null));

    /// <summary>How much is done in a second, with a limit of its own.</summary>
    public void Rate(string benchmark, double ours, double? bare, double? atLeast) => Add(benchmark, $"{Text(ours)} /s", bare is { } other ? $"{Text(other)} /s" : "–",
        bare is { } some ? Text(ours / some, "0.00") : "–", atLeast is { } least ? $"≥ {Text(least)} /s" : "–", Met(ours, null, atLeast));

    /// <summary>The A/A control: the same server measured as two. How far the ratio is from 1 is how much this machine's noise can make of nothing.</summary>
    public void Control(string benchmark, double control, double bare, string unit) =>
        Add($"*A/A, bare against bare:* {benchmark}", $"{Text(control)} {unit}", $"{Text(bare)} {unit}", Text(control / bare, "0.00"), "noise", null);

    private void Add(string benchmark, string ours, string bare, string ratio, string goal, bool? met) =>
        writer.WriteLine($"| {benchmark} | {ours} | {bare} | {ratio} | {goal} | {met switch { true => "yes", false => "**no**", null => "–" }} |");

    private static bool? Met(double value, double? atMost, double? atLeast) => atMost is null && atLeast is null ? null : value <= (atMost ?? double.MaxValue) && value >= (atLeast ?? 0);

    private static string Text(double value, string? form = null) => value.ToString(form ?? (value >= 100 ? "#,0" : value >= 10 ? "0.#" : "0.##"), CultureInfo.InvariantCulture);
}
