namespace Tryghedsforum.Web.Text;

/// <summary>Words of the pages on which a forum is set up.</summary>
internal sealed class SettingsText;
