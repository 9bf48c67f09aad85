namespace Tryghedsforum.Web.Parts;

/// <summary>How <c>When</c> says a time.</summary>
public enum WhenForm
{
    /// <summary>"i dag kl. 13.06".</summary>
    DayAndTime,

    /// <summary>"i går".</summary>
    Day,

    /// <summary>"kl. 13.06".</summary>
    Time,

    /// <summary>"før kl. 15".</summary>
    Before,

    /// <summary>"for 2 min siden", redrawn each minute.</summary>
    Ago,

    /// <summary>"1 t 54 min" or "40 min over tid", redrawn each minute.</summary>
    Left,
}
