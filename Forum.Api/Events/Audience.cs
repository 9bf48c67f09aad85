using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Events;

/// <summary>
/// Who may see a thing. A case carries the bits that hold now, an event the bits that were fixed when it was appended;
/// a reader sees an event when the event's bits AND the case's bits AND the reader's bits have one in common.
/// </summary>
[Flags]
public enum Audience
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>Everybody, without signing in; only what is in the remade list.</summary>
    Public = 1,

    /// <summary>Residents who are signed in: coarse, and only after a human has acknowledged the case.</summary>
    Residents = 2,

    /// <summary>Staff, crew and coordinator: everything of their forum, at once.</summary>
    Partners = 4,

    /// <summary>The cases of the forum's police rule, without reporter or free text.</summary>
    Police = 8,

    /// <summary>The local committee: figures, and what was released.</summary>
    Committee = 16,

    /// <summary>The administration: figures, and what was released.</summary>
    Municipality = 32,

    /// <summary>The one who reported, by the case's link.</summary>
    Reporter = 64,
}

/// <summary>The table from roles to audience bits.</summary>
internal static class Audiences
{
    /// <summary>The bits that a role reads with.</summary>
    public static Audience Of(Role? role) => role switch
    {
        null => Audience.Public,
        Role.Staff or Role.Crew or Role.Coordinator => Audience.Partners,
        Role.Police => Audience.Police,
        Role.Committee => Audience.Residents | Audience.Committee,
        Role.Municipality => Audience.Municipality,
        Role.Resident or Role.NeighbourRep or Role.Partner => Audience.Residents,
        _ => Audience.None,
    };
}
