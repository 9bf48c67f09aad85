namespace Tryghedsforum.Web.Parts;

/// <summary>What a status chip can say. The public sees three of them: Received, InProgress, Resolved.</summary>
public enum ChipStatus
{
    /// <summary>Modtaget.</summary>
    Received,

    /// <summary>Set af {team} kl. {time}.</summary>
    Acknowledged,

    /// <summary>Venter på afhentning.</summary>
    AwaitingPickup,

    /// <summary>Taget af {team}.</summary>
    Taken,

    /// <summary>I gang: what the public sees between received and solved.</summary>
    InProgress,

    /// <summary>Løst.</summary>
    Resolved,

    /// <summary>Hentet.</summary>
    Collected,

    /// <summary>Intet fundet.</summary>
    NothingFound,

    /// <summary>Besvaret.</summary>
    Answered,

    /// <summary>Genåbnet.</summary>
    Reopened,

    /// <summary>Samlet med en anden.</summary>
    Merged,

    /// <summary>Hører til et andet sted.</summary>
    BelongsElsewhere,

    /// <summary>Afvist.</summary>
    Dismissed,

    /// <summary>Afsluttet.</summary>
    Closed,

    /// <summary>Tæt på børn: no status, but shown alike.</summary>
    NearChildren,

    /// <summary>Over tid: a promise that has passed.</summary>
    Late,
}
