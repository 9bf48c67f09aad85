namespace Tryghedsforum.Api.Text;

/// <summary>Names the words of calendars of shifts (<c>RosterText.resx</c>).</summary>
internal sealed class RosterText;
