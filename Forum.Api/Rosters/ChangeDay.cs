using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Rosters;

/// <summary>How a day differs from the weekly pattern.</summary>
/// <param name="Member">Whose day it is.</param>
/// <param name="Kind">Off, an extra shift, or handed over to a colleague.</param>
/// <param name="Day">The day, local; of several the first.</param>
/// <param name="LastDay">The last day that is off; null: the same.</param>
/// <param name="From">An extra shift begins then.</param>
/// <param name="Until">It ends then; when that is no later than the beginning, on the day after.</param>
/// <param name="To">The colleague of the same team who takes the day over.</param>
public sealed record ChangeDayRequest(Guid Member, DayChangeKind Kind, DateOnly? Day, DateOnly? LastDay = null, TimeOnly? From = null, TimeOnly? Until = null, Guid? To = null);

/// <summary>A team writes down that somebody is off, comes besides, or has handed a day over.</summary>
public sealed class ChangeDay(ForumDb db, EventLog log, ReadForum forums)
{
    private const int MostDays = 366, MostAhead = 500;

    /// <summary>Changes the day, or days.</summary>
    /// <returns>By which it is undone.</returns>
    /// <exception cref="Refused">NotFound, Forbidden: another team's. Invalid: the days, the times, or the colleague.</exception>
    public async Task<Guid> Run(Actor actor, ChangeDayRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.KeepRoster);
        var zone = (await forums.ById(actor.ForumId, cancellation)).Forum.Zone;
        return await log.Write(actor, key is null ? null : new(nameof(ChangeDay), key, request), async entry =>
        {
            var member = await db.Colleague(actor, request.Member, cancellation);
            if (Wrong(request, LocalTime.Day(entry.Now, zone)) is { } fault) throw new Refused(RefusalCode.Invalid, fault);
            var (team, day, last) = (member.TeamId!.Value, request.Day!.Value, request.Kind is DayChangeKind.Off ? request.LastDay ?? request.Day.Value : request.Day.Value);
            if (await Refusal(request, member, day, cancellation) is { } refusal) throw new Refused(RefusalCode.Invalid, refusal);
            var extra = request.Kind is DayChangeKind.Extra;
            var change = db.DayChanges.Add(new()
            {
                ForumId = entry.ForumId, TeamId = team, MemberId = member.Id, Kind = request.Kind, Day = day, LastDay = last,
                From = extra ? request.From : null, Until = extra ? request.Until : null, ToMemberId = request.Kind is DayChangeKind.HandedOver ? request.To : null,
            }).Entity;
            entry.RosterChanged(team, member.Id);
            return change.Id;
        }, cancellation);
    }

    private static FieldFault? Wrong(ChangeDayRequest request, DateOnly today) => request switch
    {
        { Kind: var kind } when !Enum.IsDefined(kind) => new("kind", "AnswerMissing"),
        { Day: null } => new("day", "DayMissing"),
        // A night shift of yesterday may go on.
        { Day: { } day } when day < today.AddDays(-1) => new("day", "DayPast"),
        { Day: { } day } when day > today.AddDays(MostDays) => new("day", "DayTooFar"),
        { Kind: DayChangeKind.Off, Day: { } day, LastDay: { } last } when last < day => new("lastDay", "DayBefore"),
        { Kind: DayChangeKind.Off, Day: { } day, LastDay: { } last } when last > day.AddDays(MostDays) => new("lastDay", "DayTooFar"),
        { Kind: DayChangeKind.Extra, From: null } => new("from", "ClockMissing"),
        { Kind: DayChangeKind.Extra, Until: null } => new("until", "ClockMissing"),
        { Kind: DayChangeKind.HandedOver, To: null } => new("to", "ColleagueMissing"),
        { Kind: DayChangeKind.HandedOver, To: { } to } when to == request.Member => new("to", "ColleagueMissing"),
        _ => null,
    };

    private async Task<FieldFault?> Refusal(ChangeDayRequest request, Member member, DateOnly day, CancellationToken cancellation)
    {
        if (await db.DayChanges.CountAsync(c => c.MemberId == member.Id && c.LastDay >= day.AddDays(-1), cancellation) >= MostAhead) return new("day", "ShiftsTooMany");
        if (request.Kind is DayChangeKind.Off) return null;
        // Without a weekly pattern the switch alone decides, and an extra shift would promise what does not hold.
        if (!await db.Shifts.AnyAsync(s => s.TeamId == member.TeamId, cancellation)) return new("day", "NoWeeklyYet");
        if (request.Kind is DayChangeKind.Extra) return null;
        if (!await db.CanBeOn(member.ForumId).AnyAsync(m => m.Id == request.To && m.TeamId == member.TeamId, cancellation)) return new("to", "ColleagueMissing");
        var book = await DutyBook.Read(db, member.ForumId, day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), cancellation);
        return book.Of(member.TeamId!.Value, day, day).Any(w => w.MemberId == member.Id && w.HandedBy is null) ? null : new("day", "NoShiftThatDay");
    }
}
