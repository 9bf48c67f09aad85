using Tryghedsforum.Api.Members;
using static Tryghedsforum.Api.Members.Role;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>Whom a policy admits, written down a second time, by hand: what the program says of itself proves nothing.</summary>
/// <param name="Everybody">Somebody unknown, too.</param>
/// <param name="Holder">Whoever holds the link of a case, for that case.</param>
/// <param name="Roles">Members with these roles.</param>
internal sealed record Admitted(bool Everybody, bool Holder, params Role[] Roles)
{
    /// <summary>Whoever runs the installation.</summary>
    public bool Operators { get; init; }

    /// <summary>With such a role in any forum.</summary>
    public bool Anywhere { get; init; }

    /// <summary>The table. A new policy fails until it stands here.</summary>
    public static readonly IReadOnlyDictionary<string, Admitted> Table = new Dictionary<string, Admitted>
    {
        ["Report"] = new(true, true),
        ["SeePublic"] = new(true, true),
        ["Join"] = new(true, true),
        ["FollowCase"] = new(false, true),
        ["SeeQuarter"] = new(false, false, Resident, NeighbourRep, Partner, Committee, Staff, Crew, Coordinator),
        ["SeeBoard"] = new(false, false, Staff, Crew, Coordinator, Police),
        ["Acknowledge"] = new(false, false, Staff, Crew, Coordinator, Police),
        ["Handle"] = new(false, false, Staff, Coordinator),
        ["ProposeRelease"] = new(false, false, Staff, Coordinator),
        ["Release"] = new(false, false, Coordinator),
        ["ReadReleased"] = new(false, false, Resident, NeighbourRep, Partner, Committee, Municipality, Staff, Crew, Coordinator),
        ["SeeContact"] = new(false, false, Staff, Crew, Coordinator, Police),
        ["Fetch"] = new(false, false, Staff, Crew, Coordinator),
        ["SeeFigures"] = new(false, false, Committee, Municipality, Coordinator, Staff, Crew, Police, NeighbourRep, Partner, Overseer),
        ["CompareForums"] = new(false, false, Committee, Municipality, Coordinator, Staff, Crew, Police, NeighbourRep, Partner, Overseer) { Operators = true, Anywhere = true },
        ["Summarize"] = new(false, false, Coordinator),
        ["ManageMembers"] = new(false, false, Coordinator),
        ["GivePower"] = new(false, false, Coordinator),
        ["ChangeSettings"] = new(false, false, Coordinator),
        ["Coordinate"] = new(false, false, Coordinator),
        ["Archive"] = new(false, false, Coordinator),
        ["SeeAudit"] = new(false, false, Coordinator, Overseer),
        ["Oversee"] = new(false, false, Overseer),
        ["OwnDuty"] = new(false, false, Staff, Crew, Police, Coordinator),
        ["KeepRoster"] = new(false, false, Staff, Crew, Police, Coordinator),
        ["OwnData"] = new(false, false, Resident, NeighbourRep, Staff, Crew, Police, Committee, Municipality, Partner, Coordinator, Overseer),
        ["OwnSessions"] = new(false, false, Resident, NeighbourRep, Staff, Crew, Police, Committee, Municipality, Partner, Coordinator, Overseer),
        ["OwnSignIn"] = new(false, false, Resident, NeighbourRep, Staff, Crew, Police, Committee, Municipality, Partner, Coordinator, Overseer),
        ["OwnCases"] = new(false, false, Resident, NeighbourRep, Staff, Crew, Police, Committee, Municipality, Partner, Coordinator, Overseer),
        ["OwnMessages"] = new(false, false, Resident, NeighbourRep, Staff, Crew, Police, Committee, Municipality, Partner, Coordinator, Overseer),
        ["StopMails"] = new(true, true),
        ["AnswerHandOver"] = new(true, true),
        ["Leave"] = new(false, false, Resident),
        ["Operate"] = new(false, false) { Operators = true },
        ["Sweep"] = new(false, false),
    };
}
