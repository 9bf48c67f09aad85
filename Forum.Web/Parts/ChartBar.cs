namespace Tryghedsforum.Web.Parts;

/// <summary>One bar of a month chart.</summary>
public sealed record ChartBar(string Label, int Value, bool Current = false);
