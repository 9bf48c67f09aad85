namespace Tryghedsforum.Web.Text;

/// <summary>Words about what comes more often than usual.</summary>
internal sealed class EarlyWarningText;
