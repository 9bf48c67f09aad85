using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>A part of a case, and who may see it.</summary>
/// <param name="Name">Which part.</param>
/// <param name="Everybody">Somebody unknown, too: from the public list.</param>
/// <param name="Holder">The holder of the case's link, of the own case.</param>
/// <param name="Roles">Members with these roles, of the cases that they may see at all.</param>
public sealed record CaseField(string Name, bool Everybody, bool Holder, params Role[] Roles);

/// <summary>What each role can see of a case, field by field, in the words of a table. A test reads every page and answer for every field as everybody, and holds the program to it.</summary>
public static class CaseFields
{
    private static readonly Role[] Partners = [Role.Staff, Role.Crew, Role.Coordinator];
    private static readonly Role[] WithPolice = [.. Partners, Role.Police];

    /// <summary>From what everybody sees to what only few do.</summary>
    public static IReadOnlyList<CaseField> All { get; } =
    [
        new("Coarse", Everybody: true, Holder: true, Enum.GetValues<Role>()),
        new("Released", false, false, Policies.ReadReleased.Roles),
        // Whoever watches over the forum reads in the audit log of which case it was.
        new("Number", false, Holder: true, [.. WithPolice, Role.Overseer]),
        new("House", false, Holder: true, WithPolice),
        new("Point", false, Holder: true, WithPolice),
        new("Detail", false, Holder: true, Partners),
        new("Words", false, Holder: true, Partners),
        // Whoever works on the case opens them for a reason, see Policies.SeeContact: without one they are nowhere.
        new("Phone", false, Holder: true),
        new("Email", false, Holder: true),
        new("Answer", false, Holder: true, Partners),
        new("Access", false, Holder: true, Partners),
        new("Picture", false, false, Partners),
        new("CrewNote", false, false, Partners),
        new("Proposed", false, false, Policies.ProposeRelease.Roles),
    ];
}
