namespace Tryghedsforum.Web.Parts;

/// <summary>One answer to look over before sending: the question, the answer, and which step mends it.</summary>
public sealed record AnswerLine(string Question, string Answer, string? StepName = null, string? StepValue = null);
