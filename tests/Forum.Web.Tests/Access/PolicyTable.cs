using Tryghedsforum.Api.Members;
using static Tryghedsforum.Api.Members.Role;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>Whom a policy admits, written down a second time, by hand: what the program says of itself proves nothing.</summary>
/// <param name="Everybody">Somebody unknown, too.</param>
/// <param name="Holder">Whoever holds the link of a case, for that case.</param>
/// <param name="Roles">Members with these roles.</param>
internal sealed record Admitted(bool Everybody, bool Holder, params Role[] Roles)
{
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
        ["Fetch"] = new(false, false, Staff, Crew, Coordinator),
        ["SeeFigures"] = new(false, false, Committee, Municipality, Coordinator, Staff, Crew, Police, NeighbourRep, Partner),
        ["ManageMembers"] = new(false, false, Coordinator),
        ["Coordinate"] = new(false, false, Coordinator),
        ["OwnDuty"] = new(false, false, Staff, Crew, Police, Coordinator),
        ["OwnSessions"] = new(false, false, Resident, NeighbourRep, Staff, Crew, Police, Committee, Municipality, Partner, Coordinator),
        ["OwnSignIn"] = new(false, false, Resident, NeighbourRep, Staff, Crew, Police, Committee, Municipality, Partner, Coordinator),
        ["Sweep"] = new(false, false),
    };
}
