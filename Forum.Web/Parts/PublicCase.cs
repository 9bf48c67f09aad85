namespace Tryghedsforum.Web.Parts;

/// <summary>One street of the public list: never more than street, kind, day and public status.</summary>
public sealed record PublicCase(string Key, string Street, string What, ChipStatus Status, string? Announce = null);
