namespace Tryghedsforum.Web.Text;

/// <summary>Words of the page that shows what the program has erased.</summary>
internal sealed class ErasureText;
