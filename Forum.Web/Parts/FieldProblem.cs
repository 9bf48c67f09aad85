namespace Tryghedsforum.Web.Parts;

/// <summary>One thing to mend, and the id of the field where it is mended.</summary>
public sealed record FieldProblem(string FieldId, string Message);
