namespace Tryghedsforum.Api.Text;

/// <summary>Names the words of every refusal (<c>RefusalText.resx</c>): one key per code and per fault.</summary>
public sealed class RefusalText;
