namespace Tryghedsforum.Web.Text;

/// <summary>The words of the duty roster: <c>DutyText.resx</c>.</summary>
internal sealed class DutyText;
