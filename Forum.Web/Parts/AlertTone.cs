namespace Tryghedsforum.Web.Parts;

/// <summary>How an alert speaks.</summary>
public enum AlertTone
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Needs care, passes by itself.</summary>
    Warning,

    /// <summary>Went wrong; read out at once.</summary>
    Error,
}
