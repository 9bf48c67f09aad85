namespace Tryghedsforum.Web.Text;

/// <summary>Words of the page where members sign in.</summary>
internal sealed class SignInText;
