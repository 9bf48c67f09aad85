namespace Tryghedsforum.Web.Text;

/// <summary>Words about what these pages do for those whom pages often shut out.</summary>
internal sealed class BarrierText;
