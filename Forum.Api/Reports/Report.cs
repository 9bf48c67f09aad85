using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>What a neighbour told, and where it stands.</summary>
public sealed class Report
{
    /// <summary>Key; time-ordered, so it stays inside. Outside, a case is known by its number.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The forum's prefix and a random unused number, e.g. "NV-4827".</summary>
    public required string Number { get; init; }

    /// <summary>What it is about.</summary>
    public CategoryCode Category { get; private set; }

    /// <summary>Kind of ground.</summary>
    public Ground Ground { get; private set; }

    /// <summary>The street of the forum's table, if it is one of those.</summary>
    public int? StreetId { get; private set; }

    /// <summary>Sealed <see cref="ExactPlace"/>: street as written, number, "hvor præcist", point.</summary>
    [PersonalData("Finding the place", Retention.Text)]
    public byte[]? PlaceSealed { get; private set; }

    /// <summary>Sealed note on how to get in; only those who fetch see it.</summary>
    [PersonalData("Getting in to fetch", Retention.Access)]
    public byte[]? AccessSealed { get; private set; }

    /// <summary>Sealed words of the reporter.</summary>
    [PersonalData("Understanding what happened", Retention.Text)]
    public byte[]? WordsSealed { get; private set; }

    /// <summary>Sealed number in E.164.</summary>
    [PersonalData("Telling the reporter how it goes", Retention.Contact)]
    public byte[]? PhoneSealed { get; private set; }

    /// <summary>Keyed hash of the number.</summary>
    [PersonalData("Knowing whose answer an SMS is", Retention.Contact)]
    public string? PhoneHash { get; private set; }

    /// <summary>Sealed e-mail address.</summary>
    [PersonalData("Telling the reporter how it goes", Retention.Contact)]
    public byte[]? EmailSealed { get; private set; }

    /// <summary>The reporter said yes, before sending, to the police having the number.</summary>
    public bool PoliceMayHaveNumber { get; private set; }

    /// <summary>How many, as answered.</summary>
    public Amount Amount { get; private set; }

    /// <summary>What lies there.</summary>
    public Find Find { get; init; }

    /// <summary>The reporter's answer on children.</summary>
    public YesNo Children { get; init; }

    /// <summary>Answered yes, or near a listed children's place: sets target and warning.</summary>
    public bool NearChildren { get; private set; }

    /// <summary>The listed children's place, when the point is near one: what the police rule looks at.</summary>
    public int? NearPlaceId { get; private set; }

    /// <summary>How far that place is, metres.</summary>
    public int? NearMetres { get; private set; }

    /// <summary>How much outsiders may see of it.</summary>
    public PublicLevel Outsiders { get; private set; }

    /// <summary>How it came in.</summary>
    public Channel Channel { get; init; }

    /// <summary>Words in it speak of danger or a needlestick.</summary>
    public Danger Danger { get; init; }

    /// <summary>Who may see it now.</summary>
    public Audience Audience { get; private set; }

    /// <summary>What the reporter was told about who gets it, as JSON of <see cref="AudienceShown"/>.</summary>
    public required string Shown { get; init; }

    /// <summary>Where it stands.</summary>
    public ReportStatus Status { get; private set; }

    /// <summary>How it was resolved, while it is.</summary>
    public Resolution? Resolution { get; private set; }

    /// <summary>Why it was dismissed.</summary>
    public DismissReason? DismissReason { get; private set; }

    /// <summary>Who receives it.</summary>
    public Guid ReceivingTeamId { get; private set; }

    /// <summary>The pickup that serves it now.</summary>
    public Guid? PickupId { get; private set; }

    /// <summary>When it came in.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>First seen by somebody responsible.</summary>
    public DateTimeOffset? AcknowledgedAt { get; private set; }

    /// <summary>The team that saw it first.</summary>
    public Guid? AcknowledgedByTeamId { get; private set; }

    /// <summary>First taken by a crew.</summary>
    public DateTimeOffset? TakenAt { get; private set; }

    /// <summary>When it was resolved.</summary>
    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>When it closed or was dismissed.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Last reopened; a case that was reopened since it was resolved says so.</summary>
    public DateTimeOffset? ReopenedAt { get; private set; }

    /// <summary>The neighbour has written since then, and nobody has answered yet.</summary>
    public DateTimeOffset? QuestionAt { get; private set; }

    /// <summary>The neighbour was asked something then, and has not answered.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>What the program asked for then; null: a human asked.</summary>
    public MissingPart? AskedFor { get; private set; }

    /// <summary>How often the program has asked for something.</summary>
    public int TimesAsked { get; private set; }

    /// <summary>The goal: fetched, or answered, before.</summary>
    public DateTimeOffset Target { get; private set; }

    /// <summary>The whole that it was merged into; null: it stands by itself.</summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>When it was merged.</summary>
    public DateTimeOffset? MergedAt { get; private set; }

    /// <summary>A human has said that it is one matter, though it reads as two.</summary>
    public DateTimeOffset? OneMatterAt { get; private set; }

    /// <summary>Who might see it if it stood alone, while it is merged or others are merged into it.</summary>
    public Audience? OwnAudience { get; private set; }

    /// <summary>How much outsiders might see if it stood alone, while it is merged or others are merged into it.</summary>
    public PublicLevel? OwnOutsiders { get; private set; }

    /// <summary>Somebody still has to do something.</summary>
    public bool IsOpen => Status is ReportStatus.Received or ReportStatus.Acknowledged or ReportStatus.AwaitingPickup;

    /// <summary>The street that people outside the partners may see it under; null indoors, and where the ground is not known.</summary>
    public int? CoarseStreetId => Outsiders == PublicLevel.Street ? StreetId : null;

    /// <summary>What outsiders call its status.</summary>
    public PublicStatus PublicStatus => Status switch
    {
        ReportStatus.Received => PublicStatus.Received,
        ReportStatus.Acknowledged or ReportStatus.AwaitingPickup => PublicStatus.Underway,
        _ => PublicStatus.Solved,
    };

    internal void Place(CategoryCode category, Ground ground, int? streetId, byte[]? place, Routing routing, DateTimeOffset target)
    {
        (Category, Ground, StreetId, PlaceSealed, Target) = (category, ground, streetId, place, target);
        (NearChildren, NearPlaceId, NearMetres, ReceivingTeamId, Outsiders) = (routing.NearChildren, routing.NearPlaceId, routing.NearMetres, routing.ReceivingTeamId, routing.Outsiders);
    }

    internal void Count(Amount amount) => Amount = amount;

    internal void SetContact(byte[]? phone, string? phoneHash, byte[]? email, bool policeMayHaveNumber)
    {
        (PhoneSealed, PhoneHash, EmailSealed) = (phone, phoneHash, email);
        PoliceMayHaveNumber = policeMayHaveNumber && phone is not null;
    }

    internal void SetWords(byte[]? words) => WordsSealed = words;

    /// <summary>Nothing is left of who reported and what that person wrote; of where, what is given.</summary>
    internal void Forget(byte[]? place)
    {
        SetContact(null, null, null, false);
        (WordsSealed, AccessSealed, PlaceSealed) = (null, null, place);
    }

    internal void SetAccess(byte[]? access) => AccessSealed = access;

    internal void SetAudience(Audience audience) => Audience = audience;

    /// <summary>Seen by somebody responsible; answers false when it was seen before.</summary>
    internal bool Acknowledge(DateTimeOffset now, Guid? team)
    {
        if (OwnOutsiders is not (null or PublicLevel.Never)) OwnAudience |= Audience.Residents;
        if (Status == ReportStatus.Received) Status = PickupId is null ? ReportStatus.Acknowledged : ReportStatus.AwaitingPickup;
        if (AcknowledgedAt is not null) return false;
        (AcknowledgedAt, AcknowledgedByTeamId) = (now, team);
        return true;
    }

    internal void AwaitPickup(Guid pickup)
    {
        PickupId = pickup;
        if (AcknowledgedAt is not null) Status = ReportStatus.AwaitingPickup;
    }

    internal void Taken(DateTimeOffset now) => TakenAt ??= now;

    internal void PickupGone()
    {
        PickupId = null;
        Status = AcknowledgedAt is null ? ReportStatus.Received : ReportStatus.Acknowledged;
    }

    internal void Resolve(Resolution how, DateTimeOffset now)
    {
        (Status, Resolution, ResolvedAt, AskedAt, AskedFor) = (ReportStatus.Resolved, how, now, null, null);
        AccessSealed = null;
    }

    internal void Reopen(DateTimeOffset now, DateTimeOffset target)
    {
        (Resolution, ResolvedAt, ClosedAt, ReopenedAt, Target) = (null, null, null, now, target);
        PickupGone();
    }

    internal void Ask(DateTimeOffset now) => QuestionAt ??= now;

    /// <summary>Staff ask the neighbour, who has the word now.</summary>
    internal void AskNeighbour(DateTimeOffset now) => (AskedAt, AskedFor, QuestionAt) = (now, null, null);

    /// <summary>The program asks for what is missing; staff go on seeing that nobody has answered.</summary>
    internal void AskFor(MissingPart part, DateTimeOffset now) => (AskedAt, AskedFor, TimesAsked) = (now, part, TimesAsked + 1);

    /// <summary>The neighbour has written; answers whether something was asked.</summary>
    internal bool Told(DateTimeOffset now)
    {
        var asked = AskedAt is not null;
        Ask(now);
        (AskedAt, AskedFor) = (null, null);
        return asked;
    }

    internal void Answered() => QuestionAt = null;

    internal void Retarget(DateTimeOffset target) => Target = target;

    internal void SendOn(Guid team) => ReceivingTeamId = team;

    internal void Dismiss(DismissReason reason, DateTimeOffset now)
    {
        (Status, DismissReason, ClosedAt, AskedAt, AskedFor) = (ReportStatus.Dismissed, reason, now, null, null);
        AccessSealed = null;
    }

    internal void Close(DateTimeOffset now) => (Status, ClosedAt) = (ReportStatus.Closed, now);

    /// <summary>It goes on as a part of another case; category, place, words and target stay its own.</summary>
    internal void MergeInto(Guid whole, DateTimeOffset now) => (Status, MergedIntoId, MergedAt, PickupId) = (ReportStatus.Merged, whole, now, null);

    /// <summary>It stands by itself again.</summary>
    internal void Unmerge()
    {
        (MergedIntoId, MergedAt, ClosedAt) = (null, null, null);
        PickupGone();
    }

    /// <summary>A part ends, and is forgotten, with its whole.</summary>
    internal void Follow(Report whole)
    {
        ClosedAt = whole.ClosedAt;
        if (!whole.IsOpen) AccessSealed = null;
        if (whole.QuestionAt is null) QuestionAt = null;
    }

    internal void IsOne(DateTimeOffset now) => OneMatterAt ??= now;

    /// <summary>What it might show alone, before it is narrowed to what it may show with others; null: it is alone.</summary>
    internal void SetOwn(Audience? audience, PublicLevel? outsiders) => (OwnAudience, OwnOutsiders) = (audience, outsiders);

    internal void Narrow(PublicLevel outsiders) => Outsiders = outsiders;

    internal static void Map(EntityTypeBuilder<Report> report)
    {
        report.HasIndex(r => new { r.ForumId, r.Number }).IsUnique();
        report.HasIndex(r => new { r.ForumId, r.Status });
        report.HasIndex(r => new { r.ForumId, r.ReceivedAt });
        report.HasIndex(r => new { r.ForumId, r.PhoneHash });
        report.HasIndex(r => new { r.Status, r.ResolvedAt });
        report.HasIndex(r => r.PickupId);
        report.HasIndex(r => r.MergedIntoId);
        report.HasOne<Forums.Forum>().WithMany().HasForeignKey(r => r.ForumId);
        report.Property(r => r.Number).HasMaxLength(20);
        foreach (var name in new[] { nameof(Category), nameof(Ground), nameof(Amount), nameof(Find), nameof(Children), nameof(Channel), nameof(Status), nameof(Resolution), nameof(DismissReason), nameof(Outsiders), nameof(AskedFor), nameof(OwnOutsiders) })
            report.Property(name).HasConversion<string>().HasMaxLength(20);
        report.Ignore(r => r.IsOpen).Ignore(r => r.CoarseStreetId).Ignore(r => r.PublicStatus);
    }
}
