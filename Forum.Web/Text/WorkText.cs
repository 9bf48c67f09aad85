namespace Tryghedsforum.Web.Text;

/// <summary>Words of the pages that partners work on.</summary>
internal sealed class WorkText;
