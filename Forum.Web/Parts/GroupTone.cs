namespace Tryghedsforum.Web.Parts;

/// <summary>How loudly a group of the overview speaks.</summary>
public enum GroupTone
{
    /// <summary>As the others.</summary>
    Plain,

    /// <summary>Somebody should act: "Skal ses".</summary>
    Act,

    /// <summary>Something in it is over time.</summary>
    Late,
}
