using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.HandOvers;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>What must be done next, most urgent first; each case stands in one group.</summary>
public enum BoardGroup
{
    /// <summary>Skal ses.</summary>
    ToSee,

    /// <summary>Skal bestilles afhentet.</summary>
    ToOrder,

    /// <summary>Venter på, at nogen tager den.</summary>
    ToTake,

    /// <summary>Taget.</summary>
    Taken,

    /// <summary>Svar til nabo.</summary>
    ToAnswer,

    /// <summary>Løst i dag.</summary>
    SolvedToday,
}

/// <summary>One case on the board.</summary>
/// <param name="Number">The case's number.</param>
/// <param name="Group">Where it stands on the board.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Ground">Kind of ground.</param>
/// <param name="Place">Street and number, or what was written instead.</param>
/// <param name="Detail">"Hvor præcist"; null for the police.</param>
/// <param name="Amount">How many, as answered.</param>
/// <param name="Find">What lies there.</param>
/// <param name="NearChildren">Near children.</param>
/// <param name="Status">Where the case stands.</param>
/// <param name="Pickup">Where its pickup stands; null without one.</param>
/// <param name="AskedTeam">Name of the team that is asked to fetch; null: the coordinator, or nobody.</param>
/// <param name="TakenBy">Name of the team that has taken it.</param>
/// <param name="IsAsked">The reader's team is asked.</param>
/// <param name="IsMine">The reader's team has taken it.</param>
/// <param name="ReceivedAt">When it came in.</param>
/// <param name="Target">The goal: fetched, or answered, before.</param>
/// <param name="ResolvedAt">When it was resolved.</param>
/// <param name="Resolution">How it was resolved.</param>
/// <param name="Reopened">It was reopened since it was resolved.</param>
/// <param name="AwaitsAnswer">The neighbour has written, and nobody has answered yet.</param>
/// <param name="Danger">Words in it speak of danger or a needlestick.</param>
public sealed record BoardRow(
    string Number,
    BoardGroup Group,
    CategoryCode Category,
    Ground Ground,
    string Place,
    string? Detail,
    Amount Amount,
    Find Find,
    bool NearChildren,
    ReportStatus Status,
    PickupStatus? Pickup,
    string? AskedTeam,
    string? TakenBy,
    bool IsAsked,
    bool IsMine,
    DateTimeOffset ReceivedAt,
    DateTimeOffset Target,
    DateTimeOffset? ResolvedAt,
    Resolution? Resolution,
    bool Reopened,
    bool AwaitsAnswer,
    Danger Danger)
{
    /// <summary>The numbers of the cases that were merged into it.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>To whom it was sent on outside the forum, and what came of it; to partners.</summary>
    public HandOverView? HandedOver { get; init; }

    /// <summary>The number of an open case that may be the same; null for those who do not merge.</summary>
    public string? Same { get; init; }
}

/// <summary>The board: a to-do list of the forum's open cases, and what was solved today.</summary>
public sealed class BrowseBoard(ForumDb db, ReadForum forums, FieldCipher cipher, TimeProvider time)
{
    /// <summary>Two of a category in a street may be the same when they came within this time.</summary>
    internal static readonly TimeSpan MaybeSame = TimeSpan.FromHours(48);

    /// <summary>The rows, in the order of their groups, the nearest target first.</summary>
    public async Task<IReadOnlyList<BoardRow>> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeeBoard);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var midnight = LocalMidnight(settings.Forum.Zone);
        var rows = await (from report in db.Reports.AsNoTracking().ReadableBy(actor).OnBoard(midnight)
                          join pickup in db.Pickups.AsNoTracking() on report.PickupId equals (Guid?)pickup.Id into pickups
                          from pickup in pickups.DefaultIfEmpty()
                          orderby report.Target
                          select new { report, pickup }).Take(500).ToListAsync(cancellation);
        var partner = actor.Role is not Role.Police;
        var wholes = rows.Where(row => row.report.OwnAudience is not null).Select(row => row.report.Id).ToList();
        var parts = wholes.Count == 0 ? [] : await db.Reports.AsNoTracking().Where(r => r.MergedIntoId != null && wholes.Contains(r.MergedIntoId.Value)).OrderBy(r => r.ReceivedAt).ToListAsync(cancellation);
        var handed = partner ? await HandOver.Of(db, cipher, [.. rows.Where(row => row.report.IsOpen).Select(row => row.report.Id)], time.GetUtcNow(), cancellation) : [];
        var open = Policies.Handle.Admits(actor) ? rows.Select(row => row.report).Where(report => report is { IsOpen: true, StreetId: not null }).ToLookup(report => (report.StreetId, report.Category)) : null;
        return [.. rows.Select(row => With(Row(actor, settings, row.report, row.pickup, partner), [.. parts.Where(part => part.MergedIntoId == row.report.Id)], partner) with { Same = SameAs(row.report, open), HandedOver = handed.GetValueOrDefault(row.report.Id) }).OrderBy(row => row.Group).ThenBy(row => row.Group == BoardGroup.SolvedToday ? -row.ResolvedAt?.Ticks ?? 0 : row.Target.Ticks)];
    }

    private static BoardRow With(BoardRow row, IReadOnlyList<Report> parts, bool partner) => parts.Count == 0 ? row : row with
    {
        Parts = [.. parts.Select(part => part.Number)], NearChildren = row.NearChildren || parts.Any(part => part.NearChildren), Danger = partner ? parts.Aggregate(row.Danger, (danger, part) => danger | part.Danger) : row.Danger,
    };

    private static string? SameAs(Report report, ILookup<(int? StreetId, CategoryCode Category), Report>? open) => report.IsOpen && report.StreetId is not null
        ? open?[(report.StreetId, report.Category)].Where(other => other.Id != report.Id && (other.ReceivedAt - report.ReceivedAt).Duration() <= MaybeSame).MinBy(other => other.ReceivedAt)?.Number : null;

    private BoardRow Row(Actor actor, ForumSettings settings, Report report, Pickup? pickup, bool partner)
    {
        var place = ExactPlace.Open(cipher, report.PlaceSealed);
        return new(report.Number, Group(settings, report, pickup), report.Category, report.Ground, place.Line(settings.Street(report.StreetId)?.Name), partner ? place.Detail : null,
            report.Amount, report.Find, report.NearChildren, report.Status, pickup?.Status, settings.Team(pickup?.TeamId)?.Name, settings.Team(pickup?.TakenByTeamId)?.Name,
            actor.TeamId is not null && pickup is { Status: PickupStatus.Requested } && pickup.TeamId == actor.TeamId,
            pickup is { Status: PickupStatus.Accepted } && pickup.TakenByTeamId == actor.TeamId,
            report.ReceivedAt, pickup is { IsOpen: true } ? pickup.Before : report.Target, report.ResolvedAt, report.Resolution, report.IsOpen && report.ReopenedAt is not null,
            partner && report.QuestionAt is not null, partner ? report.Danger : Danger.None);
    }

    private static BoardGroup Group(ForumSettings settings, Report report, Pickup? pickup) => report switch
    {
        { IsOpen: false } => report.QuestionAt is null ? BoardGroup.SolvedToday : BoardGroup.ToAnswer,
        { AcknowledgedAt: null } => BoardGroup.ToSee,
        _ when pickup is { Status: PickupStatus.Accepted } => BoardGroup.Taken,
        _ when pickup is { Status: PickupStatus.Requested } => BoardGroup.ToTake,
        _ => settings.Category(report.Category).NeedsPickup ? BoardGroup.ToOrder : BoardGroup.ToAnswer,
    };

    private DateTimeOffset LocalMidnight(TimeZoneInfo zone) => LocalTime.Begin(LocalTime.Day(time.GetUtcNow(), zone), zone);
}
