namespace Tryghedsforum.Web.Text;

/// <summary>Words of the pages on which a case's words are released and read.</summary>
internal sealed class ReleaseText;
