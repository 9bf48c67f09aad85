namespace Tryghedsforum.Web.Parts;

/// <summary>A figure with its words: "Løst i oktober", "3", "af 3 sager"; the note stands small under it.</summary>
public sealed record Fact(string Label, string Figure, string? Unit = null, string? Note = null);
