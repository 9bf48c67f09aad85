namespace Tryghedsforum.Api.Reports;

/// <summary>"Hvor er det henne?": drives routing, audience and privacy.</summary>
public enum Ground
{
    /// <summary>Not asked or not answered; never shown by street outside the partners.</summary>
    Unknown,

    /// <summary>Street, park, playground.</summary>
    Street,

    /// <summary>Yard.</summary>
    Yard,

    /// <summary>Stairwell, cellar, indoors; never shown by street outside the partners.</summary>
    Indoors,

    /// <summary>School, institution.</summary>
    Institution,
}

/// <summary>How many needles about, as a neighbour answers.</summary>
public enum Amount
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>None that can be seen.</summary>
    None,

    /// <summary>One.</summary>
    One,

    /// <summary>Two to five.</summary>
    TwoToFive,

    /// <summary>Six to twenty.</summary>
    SixToTwenty,

    /// <summary>More than twenty.</summary>
    More,
}

/// <summary>What lies there.</summary>
public enum Find
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>Needles.</summary>
    Needles,

    /// <summary>Other equipment.</summary>
    Equipment,

    /// <summary>Both.</summary>
    Both,
}

/// <summary>Yes, no, or not answered.</summary>
public enum YesNo
{
    /// <summary>Not answered, or not known.</summary>
    Unknown,

    /// <summary>Yes.</summary>
    Yes,

    /// <summary>No.</summary>
    No,
}

/// <summary>How a report came in.</summary>
public enum Channel
{
    /// <summary>The forum's pages.</summary>
    Web,

    /// <summary>A text message.</summary>
    Sms,

    /// <summary>By telephone, written down by staff.</summary>
    Phone,

    /// <summary>At the counter, written down by staff.</summary>
    InPerson,

    /// <summary>The REST interface.</summary>
    Api,
}

/// <summary>Where a report stands. Reopening is an event that leads back, not a status.</summary>
public enum ReportStatus
{
    /// <summary>Modtaget.</summary>
    Received,

    /// <summary>Set.</summary>
    Acknowledged,

    /// <summary>Venter på afhentning; taken, once a crew has accepted.</summary>
    AwaitingPickup,

    /// <summary>Løst.</summary>
    Resolved,

    /// <summary>Afsluttet.</summary>
    Closed,

    /// <summary>Samlet med en anden.</summary>
    Merged,

    /// <summary>Hører til et andet sted, or afvist.</summary>
    Dismissed,
}

/// <summary>How a report was resolved.</summary>
public enum Resolution
{
    /// <summary>Hentet.</summary>
    Collected,

    /// <summary>Intet fundet.</summary>
    NothingFound,

    /// <summary>Besvaret.</summary>
    Answered,
}

/// <summary>Why a report was dismissed.</summary>
public enum DismissReason
{
    /// <summary>Belongs elsewhere; where is said.</summary>
    BelongsElsewhere,

    /// <summary>Not a matter for the forum.</summary>
    NotForUs,

    /// <summary>Abuse of the forum.</summary>
    Abuse,
}

/// <summary>The three words that outsiders see.</summary>
public enum PublicStatus
{
    /// <summary>Modtaget.</summary>
    Received,

    /// <summary>I gang.</summary>
    Underway,

    /// <summary>Løst.</summary>
    Solved,
}
