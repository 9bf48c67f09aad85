namespace Tryghedsforum.Web.Text;

/// <summary>Words about signing in at somebody else's.</summary>
internal sealed class ProviderText;
