using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Rosters;

/// <summary>Somebody of a team.</summary>
/// <param name="Id">The member.</param>
/// <param name="Name">As the forum calls the person.</param>
/// <param name="OnNow">On duty now.</param>
/// <param name="ByHand">That is so because the member said it by the switch, until the next shift begins.</param>
/// <param name="HasPhone">Can be told by SMS.</param>
public sealed record RosterMember(Guid Id, string Name, bool OnNow, bool ByHand, bool HasPhone);

/// <summary>A shift on one day.</summary>
/// <param name="Member">Who has it.</param>
/// <param name="Day">The local day on which it begins.</param>
/// <param name="From">Local beginning.</param>
/// <param name="Until">Local end; no later than the beginning: on the day after.</param>
/// <param name="Extra">Besides the weekly ones.</param>
/// <param name="HandedBy">The colleague who handed it over.</param>
public sealed record RosterWatch(Guid Member, DateOnly Day, TimeOnly From, TimeOnly Until, bool Extra, Guid? HandedBy);

/// <summary>A shift that comes every week.</summary>
/// <param name="Id">By which it is removed.</param>
/// <param name="Member">Whose it is.</param>
/// <param name="Day">The weekday on which it begins.</param>
/// <param name="From">Local beginning.</param>
/// <param name="Until">Local end; no later than the beginning: on the day after.</param>
public sealed record WeeklyShift(Guid Id, Guid Member, DayOfWeek Day, TimeOnly From, TimeOnly Until);

/// <summary>A day that differs.</summary>
/// <param name="Id">By which it is undone.</param>
/// <param name="Member">Whose day it is.</param>
/// <param name="Kind">How it differs.</param>
/// <param name="Day">The first day.</param>
/// <param name="LastDay">The last day.</param>
/// <param name="From">Of an extra shift.</param>
/// <param name="Until">Of an extra shift.</param>
/// <param name="To">The colleague who has it.</param>
public sealed record ChangedDay(Guid Id, Guid Member, DayChangeKind Kind, DateOnly Day, DateOnly LastDay, TimeOnly? From, TimeOnly? Until, Guid? To);

/// <summary>A team's roster for a week.</summary>
/// <param name="Team">The team.</param>
/// <param name="Name">Its name.</param>
/// <param name="HasRoster">It has a weekly pattern; else the switch alone says who is on duty.</param>
/// <param name="OnHolidays">The weekly pattern holds on holidays, too.</param>
/// <param name="MayChange">The reader may change it.</param>
/// <param name="Members">Those who can be on duty.</param>
/// <param name="Week">The shifts that begin in the week, in the order in which they begin.</param>
/// <param name="Weekly">The weekly pattern.</param>
/// <param name="Changes">The days that differ, from yesterday on.</param>
/// <param name="Gap">When nobody is on duty now or within a day; null: somebody always is, or nobody needs to.</param>
public sealed record TeamRoster(Guid Team, string Name, bool HasRoster, bool OnHolidays, bool MayChange, IReadOnlyList<RosterMember> Members, IReadOnlyList<RosterWatch> Week,
    IReadOnlyList<WeeklyShift> Weekly, IReadOnlyList<ChangedDay> Changes, DutyGap? Gap);

/// <summary>A day with a name.</summary>
/// <param name="Day">The day.</param>
/// <param name="Name">What it is called in Danish.</param>
public sealed record NamedDay(DateOnly Day, string Name);

/// <summary>The rosters of a week.</summary>
/// <param name="Monday">The week's first day.</param>
/// <param name="Today">The local day of now.</param>
/// <param name="Holidays">The holidays in it.</param>
/// <param name="Teams">The teams, the reader's own first.</param>
public sealed record RosterView(DateOnly Monday, DateOnly Today, IReadOnlyList<NamedDay> Holidays, IReadOnlyList<TeamRoster> Teams);

/// <summary>A team of which nobody is on duty now or within a day.</summary>
/// <param name="Team">The team.</param>
/// <param name="Name">Its name.</param>
/// <param name="Gap">When.</param>
public sealed record TeamGap(Guid Team, string Name, DutyGap Gap);

/// <summary>A team reads who is on duty when. Partners see each other's teams; the police see their own.</summary>
public sealed class ReadRoster(ForumDb db, ReadForum forums, ReachMember reach, TimeProvider time)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(24);

    /// <summary>The week with this day in it; null: this week.</summary>
    /// <exception cref="Refused">NotFound: a week out of all bounds.</exception>
    public async Task<RosterView> Run(Actor actor, DateOnly? week, CancellationToken cancellation)
    {
        actor.Demand(Policies.KeepRoster);
        var (settings, now) = (await forums.ById(actor.ForumId, cancellation), time.GetUtcNow());
        var today = LocalTime.Day(now, settings.Forum.Zone);
        var day = week ?? today;
        if (Math.Abs(day.DayNumber - today.DayNumber) > 800) throw new Refused(RefusalCode.NotFound);
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        var book = await DutyBook.Read(db, actor.ForumId, monday.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) is var first && first < now.UtcDateTime ? first : now, cancellation);
        var people = (await reach.All(actor.ForumId, cancellation)).ToDictionary(person => person.Id);
        var rows = await db.CanBeOn(actor.ForumId).ToListAsync(cancellation);
        var shifts = await db.Shifts.AsNoTracking().Where(s => s.ForumId == actor.ForumId).ToListAsync(cancellation);
        var changes = await db.DayChanges.AsNoTracking().Where(c => c.ForumId == actor.ForumId && c.LastDay >= today.AddDays(-1)).ToListAsync(cancellation);
        var quiet = await db.RosterChoices.Where(c => c.ForumId == actor.ForumId && !c.OnHolidays).Select(c => c.TeamId).ToListAsync(cancellation);
        TeamRoster Of(Team team)
        {
            var members = rows.Where(m => m.TeamId == team.Id).Select(m => new RosterMember(m.Id, people[m.Id].Name, book.IsOn(m, now), book.HasRoster(team.Id) && book.ByHand(m, now), people[m.Id].Phone is not null)).OrderBy(m => m.Name, StringComparer.CurrentCulture).ToList();
            var own = members.Select(m => m.Id).ToHashSet();
            return new(team.Id, team.Name, book.HasRoster(team.Id), !quiet.Contains(team.Id), actor.Role is Role.Coordinator || actor.TeamId == team.Id, members,
                [.. book.Of(team.Id, monday, monday.AddDays(6)).Where(w => own.Contains(w.MemberId)).Select(w => new RosterWatch(w.MemberId, w.Day, w.From, w.Until, w.Extra, w.HandedBy))],
                [.. shifts.Where(s => s.TeamId == team.Id && own.Contains(s.MemberId)).OrderBy(s => ((int)s.Day + 6) % 7).ThenBy(s => s.From).Select(s => new WeeklyShift(s.Id, s.MemberId, s.Day, s.From, s.Until))],
                [.. changes.Where(c => c.TeamId == team.Id && own.Contains(c.MemberId)).OrderBy(c => c.Day).Select(c => new ChangedDay(c.Id, c.MemberId, c.Kind, c.Day, c.LastDay, c.From, c.Until, c.ToMemberId))],
                Gap(book, team, rows, now));
        }

        return new(monday, today, [.. Enumerable.Range(0, 7).Select(n => monday.AddDays(n)).Select(d => (Day: d, Name: LocalTime.Holiday(d))).Where(d => d.Name is not null).Select(d => new NamedDay(d.Day, d.Name!))],
            [.. settings.Teams.Where(team => actor.Role is not Role.Police || team.Id == actor.TeamId).Where(team => rows.Exists(m => m.TeamId == team.Id) || team.Receives || team.Fetches)
                .OrderBy(team => team.Id != actor.TeamId).ThenBy(team => team.Name, StringComparer.CurrentCulture).Select(Of)]);
    }

    /// <summary>The teams of which nobody is on duty now or within a day: all for the coordinator, one's own for everybody else.</summary>
    public async Task<IReadOnlyList<TeamGap>> Gaps(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.KeepRoster);
        var (settings, now) = (await forums.ById(actor.ForumId, cancellation), time.GetUtcNow());
        var book = await DutyBook.Read(db, actor.ForumId, now, cancellation);
        var rows = await db.CanBeOn(actor.ForumId).ToListAsync(cancellation);
        return [.. settings.Teams.Where(team => actor.Role is Role.Coordinator || team.Id == actor.TeamId).Select(team => (team.Id, team.Name, Gap: Gap(book, team, rows, now)))
            .Where(found => found.Gap is not null).Select(found => new TeamGap(found.Id, found.Name, found.Gap!))];
    }

    // Whoever neither receives nor fetches need not be there, unless the team has said by its roster that they are.
    private static DutyGap? Gap(DutyBook book, Team team, List<Member> rows, DateTimeOffset now) =>
        book.HasRoster(team.Id) ? book.Gap(team.Id, now, Ahead)
        : (team.Receives || team.Fetches) && !rows.Exists(m => m.TeamId == team.Id && m.OnDuty) ? new(now, null) : null;
}
