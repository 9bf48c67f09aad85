namespace Tryghedsforum.Web.Parts;

/// <summary>One bar of a chart.</summary>
/// <param name="Label">A short word under it.</param>
/// <param name="Value">Its whole number; null: there is none.</param>
/// <param name="Strong">The one that it is about.</param>
public sealed record ChartBar(string Label, int? Value, bool Strong);

/// <summary>One line of a chart of times.</summary>
/// <param name="Label">A short word in front of it.</param>
/// <param name="Typical">The median; null: there is none.</param>
/// <param name="Longest">The longest.</param>
public sealed record ChartSpan(string Label, TimeSpan? Typical, TimeSpan? Longest);
