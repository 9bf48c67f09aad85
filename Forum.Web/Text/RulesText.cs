namespace Tryghedsforum.Web.Text;

/// <summary>Words of the pages that say, and try out, who is told when something happens.</summary>
internal sealed class RulesText;
