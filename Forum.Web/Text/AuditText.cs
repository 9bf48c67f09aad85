namespace Tryghedsforum.Web.Text;

/// <summary>Words of the audit log, and of those who watch over the forum.</summary>
internal sealed class AuditText;
