using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Rosters;

/// <summary>One shift on one day.</summary>
/// <param name="MemberId">Who has it.</param>
/// <param name="Day">The local day on which it begins.</param>
/// <param name="From">Local beginning.</param>
/// <param name="Until">Local end; no later than the beginning: on the day after.</param>
/// <param name="Start">Its first moment.</param>
/// <param name="End">The moment when it is over.</param>
/// <param name="Extra">Besides the weekly ones.</param>
/// <param name="HandedBy">The colleague who handed it over.</param>
internal sealed record Watch(Guid MemberId, DateOnly Day, TimeOnly From, TimeOnly Until, DateTimeOffset Start, DateTimeOffset End, bool Extra, Guid? HandedBy);

/// <summary>A time in which nobody of a team is on duty.</summary>
/// <param name="From">From then on.</param>
/// <param name="Until">Until somebody comes; null: nobody is in sight.</param>
public sealed record DutyGap(DateTimeOffset From, DateTimeOffset? Until);

/// <summary>
/// The rosters of a forum, read at once and then asked. A team without a weekly pattern has none: there the switch alone says who is on duty. In the
/// others the roster says it, and the switch only until the member's next shift begins.
/// </summary>
internal sealed class DutyBook
{
    /// <summary>How far back a hand on the switch is looked for; no shift of one's own in so long is as good as none.</summary>
    private const int MostDaysBack = 35;

    private readonly TimeZoneInfo zone;
    private readonly ILookup<Guid, Shift> shifts;
    private readonly ILookup<Guid, DayChange> changes;
    private readonly IReadOnlyDictionary<Guid, Member> members;
    private readonly HashSet<Guid> quietOnHolidays;

    private DutyBook(TimeZoneInfo zone, IEnumerable<Shift> shifts, IEnumerable<DayChange> changes, IEnumerable<Member> members, IEnumerable<Guid> quietOnHolidays)
    {
        (this.zone, this.members, this.quietOnHolidays) = (zone, members.ToDictionary(m => m.Id), [.. quietOnHolidays]);
        this.shifts = shifts.Where(s => TeamOf(s.MemberId) == s.TeamId).ToLookup(s => s.TeamId);
        this.changes = changes.Where(c => TeamOf(c.MemberId) == c.TeamId).ToLookup(c => c.TeamId);
    }

    /// <summary>Reads the rosters of a forum.</summary>
    /// <param name="db">The database.</param>
    /// <param name="forumId">The forum.</param>
    /// <param name="from">The earliest moment that will be asked about.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<DutyBook> Read(ForumDb db, int forumId, DateTimeOffset from, CancellationToken cancellation)
    {
        var shifts = await db.Shifts.AsNoTracking().Where(s => s.ForumId == forumId).ToListAsync(cancellation);
        if (shifts.Count == 0) return new(TimeZoneInfo.Utc, [], [], [], []);
        var earliest = DateOnly.FromDateTime(from.UtcDateTime).AddDays(-MostDaysBack - 2);
        var name = await db.Forums.Where(f => f.Id == forumId).Select(f => f.TimeZone).FirstAsync(cancellation);
        return new(
            TimeZoneInfo.FindSystemTimeZoneById(name),
            shifts,
            await db.DayChanges.AsNoTracking().Where(c => c.ForumId == forumId && c.LastDay >= earliest).ToListAsync(cancellation),
            await db.Members.AsNoTracking().Where(m => m.ForumId == forumId && m.EndedAt == null && m.TeamId != null).ToListAsync(cancellation),
            await db.RosterChoices.Where(c => c.ForumId == forumId && !c.OnHolidays).Select(c => c.TeamId).ToListAsync(cancellation));
    }

    /// <summary>The team has a weekly pattern.</summary>
    public bool HasRoster(Guid? team) => team is { } id && shifts.Contains(id);

    /// <summary>Whether a member is on duty at a moment.</summary>
    public bool IsOn(Member member, DateTimeOffset at)
    {
        if (!HasRoster(member.TeamId)) return member.OnDuty;
        return ByHand(member, at) ? member.OnDuty : IsPlanned(member, at);
    }

    /// <summary>Whether the roster has a member on duty at a moment, whatever was said by hand.</summary>
    public bool IsPlanned(Member member, DateTimeOffset at) => Of(member, at, at).Any(w => w.Start <= at && at < w.End);

    /// <summary>Whether a member may be called for what is no shift: everybody who has not signed off by hand.</summary>
    public bool MayBeCalled(Member member, DateTimeOffset at) => member.OnDuty || (HasRoster(member.TeamId) && !ByHand(member, at));

    /// <summary>What the member said by hand still holds.</summary>
    public bool ByHand(Member member, DateTimeOffset at) =>
        member.DutySetAt is { } set && set <= at && !Of(member, set > at.AddDays(-MostDaysBack) ? set : at.AddDays(-MostDaysBack), at).Any(w => w.Start > set && w.Start <= at);

    /// <summary>The next shift of a member that begins after a moment; null: none within four weeks.</summary>
    public Watch? Next(Member member, DateTimeOffset after) => Of(member, after, after.AddDays(28)).Where(w => w.Start > after).MinBy(w => w.Start);

    /// <summary>All shifts of a team that begin on these local days, in the order in which they begin.</summary>
    public IReadOnlyList<Watch> Of(Guid team, DateOnly first, DateOnly last) =>
        [.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).SelectMany(n => On(team, first.AddDays(n))).OrderBy(w => w.Start).ThenBy(w => w.End)];

    /// <summary>The first time within some hours in which nobody of a team is on duty; null: somebody always is. Only a team with a roster is looked into the future of.</summary>
    public DutyGap? Gap(Guid team, DateTimeOffset at, TimeSpan ahead)
    {
        var (now, until) = (at, at + ahead);
        var day = LocalTime.Day(at, zone);
        var own = members.Values.Where(m => m.TeamId == team).ToList();
        // A hand on the switch counts until that member's next shift, whatever the roster says.
        var times = own.Where(m => ByHand(m, at) && m.OnDuty).Select(m => (Start: at, End: Next(m, at)?.Start ?? DateTimeOffset.MaxValue));
        var signedOff = own.Where(m => ByHand(m, at)).Select(m => m.Id).ToHashSet();
        times = times.Concat(Of(team, day.AddDays(-1), day.AddDays(28)).Where(w => w.End > at && (w.Start > at || !signedOff.Contains(w.MemberId))).Select(w => (w.Start, w.End)));
        foreach (var (start, end) in times.OrderBy(t => t.Start))
        {
            if (now >= until) return null;
            if (start > now) return new(now, start);
            if (end > now) now = end;
        }

        return now >= until ? null : new(now, null);
    }

    private IEnumerable<Watch> Of(Member member, DateTimeOffset from, DateTimeOffset until) =>
        member.TeamId is { } team ? Of(team, LocalTime.Day(from, zone).AddDays(-1), LocalTime.Day(until, zone)).Where(w => w.MemberId == member.Id) : [];

    private IEnumerable<Watch> On(Guid team, DateOnly day)
    {
        var holds = !quietOnHolidays.Contains(team) || LocalTime.Holiday(day) is null;
        var weekly = holds ? shifts[team].Where(s => s.Day == day.DayOfWeek && !changes[team].Any(c => c.Kind is DayChangeKind.Off && c.MemberId == s.MemberId && c.Day <= day && day <= c.LastDay)).Select(s => (s.MemberId, s.From, s.Until, Extra: false)) : [];
        var extra = changes[team].Where(c => c.Kind is DayChangeKind.Extra && c.Day == day).Select(c => (c.MemberId, c.From!.Value, c.Until!.Value, Extra: true));
        foreach (var (member, from, until, isExtra) in weekly.Concat(extra))
        {
            var handed = changes[team].FirstOrDefault(c => c.Kind is DayChangeKind.HandedOver && c.MemberId == member && c.Day == day);
            // A colleague who has left the team or the forum is nobody's help: the gap is shown.
            if ((handed is null ? member : handed.ToMemberId) is not { } who || TeamOf(who) != team) continue;
            yield return new(who, day, from, until, LocalTime.At(day, from, zone), LocalTime.At(until > from ? day : day.AddDays(1), until, zone), isExtra, handed is null ? null : member);
        }
    }

    private Guid? TeamOf(Guid member) => members.TryGetValue(member, out var found) ? found.TeamId : null;
}
