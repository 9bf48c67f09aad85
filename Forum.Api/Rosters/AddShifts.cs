using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Rosters;

/// <summary>When a member is on duty every week.</summary>
/// <param name="Member">Whose shifts they are.</param>
/// <param name="Days">The weekdays on which a shift begins.</param>
/// <param name="From">From then on, by the clock on the wall.</param>
/// <param name="Until">Until then; when that is no later than the beginning, on the day after.</param>
public sealed record AddShiftsRequest(Guid Member, IReadOnlyList<DayOfWeek>? Days, TimeOnly? From, TimeOnly? Until);

/// <summary>A team writes down when one of them is on duty every week. With the first shift of anybody the roster decides who of the team is told.</summary>
public sealed class AddShifts(ForumDb db, EventLog log)
{
    private const int MostOfOne = 50;

    /// <summary>Adds the shifts; one that begins at the same time as another of the member is that one.</summary>
    /// <returns>How many there are more.</returns>
    /// <exception cref="Refused">NotFound, Forbidden: another team's. Invalid: no day, a time missing, too many.</exception>
    public async Task<int> Run(Actor actor, AddShiftsRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.KeepRoster);
        return await log.Write(actor, key is null ? null : new(nameof(AddShifts), key, request), async entry =>
        {
            if (request.Days is not { Count: > 0 } days || days.Any(day => !Enum.IsDefined(day))) throw new Refused(RefusalCode.Invalid, new FieldFault("days", "WeekdayMissing"));
            if (request.From is not { } from) throw new Refused(RefusalCode.Invalid, new FieldFault("from", "ClockMissing"));
            if (request.Until is not { } until) throw new Refused(RefusalCode.Invalid, new FieldFault("until", "ClockMissing"));
            var member = await db.Colleague(actor, request.Member, cancellation);
            var known = await db.Shifts.Where(s => s.MemberId == member.Id).ToListAsync(cancellation);
            // Of another team that the member was in before: they count no more.
            db.Shifts.RemoveRange(known.Where(s => s.TeamId != member.TeamId));
            var added = days.Distinct().Where(day => !known.Exists(s => s.TeamId == member.TeamId && s.Day == day && s.From == from)).ToList();
            if (known.Count + added.Count > MostOfOne) throw new Refused(RefusalCode.Invalid, new FieldFault("days", "ShiftsTooMany"));
            // What goes must be gone before something with the same beginning comes.
            await db.SaveChangesAsync(cancellation);
            foreach (var day in added) db.Shifts.Add(new() { ForumId = entry.ForumId, TeamId = member.TeamId!.Value, MemberId = member.Id, Day = day, From = from, Until = until });
            if (added.Count > 0) entry.RosterChanged(member.TeamId!.Value, member.Id);
            return added.Count;
        }, cancellation);
    }
}
