namespace Tryghedsforum.Api.Members;

/// <summary>Who acts, in one forum: a member, the holder of a case's link, the program itself, or somebody unknown.</summary>
public sealed record Actor
{
    private Actor()
    {
    }

    /// <summary>The forum that is acted in.</summary>
    public int ForumId { get; private init; }

    /// <summary>The member's role, the coordinator's while the member deputises; null without membership.</summary>
    public Role? Role { get; private init; }

    /// <summary>The member.</summary>
    public Guid? MemberId { get; private init; }

    /// <summary>The person behind the member, or one who is signed in without being a member here.</summary>
    public Guid? PersonId { get; private init; }

    /// <summary>The member's team.</summary>
    public Guid? TeamId { get; private init; }

    /// <summary>The member acts in the coordinator's place.</summary>
    public bool IsDeputy { get; private init; }

    /// <summary>The member deputises for the coordinator now, and this session does not carry that: it was begun by one step.</summary>
    public bool LacksStep { get; private init; }

    /// <summary>The one case that the holder of a link may follow and add to.</summary>
    public Guid? CaseId { get; private init; }

    /// <summary>The link is the one that the reporter got when sending. One that staff have shown to somebody since shows number and address only in part.</summary>
    public bool HasFirstLink { get; private init; }

    /// <summary>A sweep or an inbound message: the program acts by its own rules.</summary>
    public bool IsProgram { get; private init; }

    /// <summary>Runs the installation; acts in no forum.</summary>
    public bool IsOperator { get; private init; }

    /// <summary>The forums whose figures this person reads as a member; said only of whoever acts in no forum and looks across them.</summary>
    public IReadOnlyList<int> FiguresOf { get; private init; } = [];

    /// <summary>The row of the session that acts; null: none, or it acts by something else (an SMS, a job).</summary>
    public string? SessionId { get; private init; }

    /// <summary>Where the request came from, for limits only; never stored.</summary>
    public string Source { get; private init; } = "";

    /// <summary>Somebody unknown.</summary>
    public static Actor Anyone(int forumId, string source) => new() { ForumId = forumId, Source = source };

    /// <summary>A member of the forum.</summary>
    /// <param name="member">The member.</param>
    /// <param name="source">Where the request came from.</param>
    /// <param name="session">The row of the session.</param>
    /// <param name="deputises">In the coordinator's place at this time.</param>
    /// <param name="byBoth">The session was begun by both steps.</param>
    public static Actor Of(Member member, string source = "", string? session = null, bool deputises = false, bool byBoth = true) => new()
    {
        ForumId = member.ForumId, Role = deputises && byBoth ? Members.Role.Coordinator : member.Role, IsDeputy = deputises && byBoth, LacksStep = deputises && !byBoth, MemberId = member.Id, PersonId = member.PersonId, TeamId = member.TeamId, Source = source, SessionId = session,
    };

    /// <summary>The holder of a case's link, or the telephone that a case's receipt went to.</summary>
    public static Actor Holder(int forumId, Guid caseId, string source = "", bool first = false) => new() { ForumId = forumId, CaseId = caseId, Source = source, HasFirstLink = first };

    /// <summary>Whoever is signed in and acts in no forum.</summary>
    /// <param name="person">Who it is.</param>
    /// <param name="source">Where the request came from.</param>
    /// <param name="isOperator">Runs the installation, and has signed in by both steps.</param>
    public static Actor Outside(Guid person, string source, bool isOperator) => new() { PersonId = person, Source = source, IsOperator = isOperator };

    /// <summary>The same one, who looks across the forums whose figures this person reads as a member.</summary>
    internal Actor Across(IReadOnlyList<int> forums) => this with { FiguresOf = forums };

    /// <summary>The program itself.</summary>
    public static Actor Program(int forumId) => new() { ForumId = forumId, IsProgram = true };

    /// <summary>Throws when the policy does not admit this actor: <see cref="RefusalCode.SignIn"/> for somebody unknown, else <see cref="RefusalCode.Forbidden"/>.</summary>
    public void Demand(Policy policy)
    {
        if (policy.Admits(this)) return;
        throw new Refused(Role is null && CaseId is null && PersonId is null ? RefusalCode.SignIn : RefusalCode.Forbidden);
    }
}
