namespace Tryghedsforum.Web.Text;

/// <summary>Words of the monthly summaries.</summary>
internal sealed class MonthText;
