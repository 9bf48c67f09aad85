namespace Tryghedsforum.Web.Parts;

/// <summary>A picture that waits for its report: the id that the form carries, and the address of its small view.</summary>
public sealed record PictureDraft(string Id, string? ThumbUrl);
