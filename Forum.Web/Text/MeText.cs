namespace Tryghedsforum.Web.Text;

/// <summary>The words of a member's own things: where one is signed in, number, app, and what is held: <c>MeText.resx</c>.</summary>
internal sealed class MeText;
