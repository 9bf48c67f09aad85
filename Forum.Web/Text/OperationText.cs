namespace Tryghedsforum.Web.Text;

/// <summary>Words of the page that shows whether the installation works.</summary>
internal sealed class OperationText;
