namespace Tryghedsforum.Web.Parts;

/// <summary>One row of a table of figures: the words in front, then one figure a column.</summary>
public sealed record TableRow(string Heading, params IReadOnlyList<string> Figures);
