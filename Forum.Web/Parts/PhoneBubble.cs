namespace Tryghedsforum.Web.Parts;

/// <summary>One message on a phone of the demo; the note under it says time and how far it came ("13.02, leveret").</summary>
public sealed record PhoneBubble(string Key, string Text, string Note, bool FromPhone = false, bool Failed = false);
