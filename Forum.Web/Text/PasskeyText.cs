namespace Tryghedsforum.Web.Text;

/// <summary>Words about passkeys, and about what to do when one cannot get in.</summary>
internal sealed class PasskeyText;
