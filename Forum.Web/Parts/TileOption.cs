namespace Tryghedsforum.Web.Parts;

/// <summary>One answer of a group of tiles; the hint stands small under it.</summary>
public sealed record TileOption(string Value, string Label, string? Hint = null);
