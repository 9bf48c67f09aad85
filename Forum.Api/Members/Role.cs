namespace Tryghedsforum.Api.Members;

/// <summary>What a member is in one forum.</summary>
public enum Role
{
    /// <summary>Lives or works in the area.</summary>
    Resident,

    /// <summary>A resident elected to a seat of the forum.</summary>
    NeighbourRep,

    /// <summary>Staff of a local service with a team.</summary>
    Staff,

    /// <summary>One of those who fetch needle waste.</summary>
    Crew,

    /// <summary>Local police.</summary>
    Police,

    /// <summary>Of the local committee.</summary>
    Committee,

    /// <summary>Of the city's administration.</summary>
    Municipality,

    /// <summary>Of another organisation at the table.</summary>
    Partner,

    /// <summary>Runs the forum.</summary>
    Coordinator,

    /// <summary>Watches over those who run it: reads the audit log, and nothing of the cases.</summary>
    Overseer,
}
