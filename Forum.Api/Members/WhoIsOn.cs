using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Rosters;

namespace Tryghedsforum.Api.Members;

/// <summary>Who should hear: the members of a team who are on duty by its roster, and in a team without one those whose switch says so.</summary>
public sealed class WhoIsOn(ForumDb db, TimeProvider time)
{
    /// <summary>The members of a team who are on duty now.</summary>
    public Task<List<Guid>> InTeam(int forumId, Guid team, CancellationToken cancellation) => InTeam(forumId, team, time.GetUtcNow(), cancellation);

    /// <summary>The members of a team who are on duty at a time.</summary>
    public Task<List<Guid>> InTeam(int forumId, Guid team, DateTimeOffset at, CancellationToken cancellation) =>
        On(forumId, Active(forumId).Where(m => m.TeamId == team), at, cancellation);

    /// <summary>The members with a role who are on duty now.</summary>
    public Task<List<Guid>> InRole(int forumId, Role role, CancellationToken cancellation) =>
        On(forumId, Active(forumId).Where(m => m.Role == role), time.GetUtcNow(), cancellation);

    /// <summary>The teams of a forum in which somebody is on duty who can be reached by telephone.</summary>
    internal static async Task<HashSet<Guid>> ReachedTeams(ForumDb db, int forumId, DateTimeOffset at, CancellationToken cancellation)
    {
        var book = await DutyBook.Read(db, forumId, at, cancellation);
        return [.. (await WithTelephone(db, forumId).Where(m => m.TeamId != null).ToListAsync(cancellation)).Where(m => book.IsOn(m, at)).Select(m => m.TeamId!.Value)];
    }

    /// <summary>
    /// The one of a team with a roster whose shift begins next, within two days: with a number, and neither on duty now nor signed off by hand. Null: nobody, or
    /// there is no roster to say it.
    /// </summary>
    internal static async Task<Guid?> NextInTeam(ForumDb db, int forumId, Guid team, DateTimeOffset at, CancellationToken cancellation)
    {
        var book = await DutyBook.Read(db, forumId, at, cancellation);
        if (!book.HasRoster(team)) return null;
        var members = await WithTelephone(db, forumId).Where(m => m.TeamId == team).ToListAsync(cancellation);
        return members.Where(m => !book.IsOn(m, at) && !book.ByHand(m, at)).Select(m => (m.Id, Next: book.Next(m, at)))
            .Where(one => one.Next is { } next && next.Start < at.AddDays(2)).OrderBy(one => one.Next!.Start).Select(one => (Guid?)one.Id).FirstOrDefault();
    }

    /// <summary>Those of some members who are still there and can be reached by telephone, each with the team of now.</summary>
    internal static async Task<HashSet<(Guid Member, Guid? Team)>> Callable(ForumDb db, int forumId, IEnumerable<Guid?> members, CancellationToken cancellation)
    {
        var ids = members.OfType<Guid>().Distinct().ToList();
        return ids.Count == 0 ? [] : [.. (await WithTelephone(db, forumId).Where(m => ids.Contains(m.Id)).Select(m => new { m.Id, m.TeamId }).ToListAsync(cancellation)).Select(m => (m.Id, m.TeamId))];
    }

    /// <summary>The teams of a forum in which somebody is, or regularly will be, on duty who can be reached by telephone.</summary>
    internal static async Task<List<Guid>> StaffedTeams(ForumDb db, int forumId, CancellationToken cancellation) =>
        await WithTelephone(db, forumId).Where(m => m.TeamId != null && (m.OnDuty || db.Shifts.Any(s => s.MemberId == m.Id && s.TeamId == m.TeamId))).Select(m => m.TeamId!.Value).Distinct().ToListAsync(cancellation);

    /// <summary>The coordinators and their deputies of now who are on duty; all of them when none of those has a number: they are the last who are asked.</summary>
    public async Task<List<Guid>> Coordinators(int forumId, CancellationToken cancellation)
    {
        var all = await Coordinating(forumId).ToListAsync(cancellation);
        var (book, now) = (await DutyBook.Read(db, forumId, time.GetUtcNow(), cancellation), time.GetUtcNow());
        // Running the forum is no shift: whoever has not signed off by hand may be called.
        var on = all.Where(member => book.MayBeCalled(member, now)).Select(member => member.Id).ToList();
        return (await Callable(db, forumId, on.Select(id => (Guid?)id), cancellation)).Count > 0 ? on : [.. all.Select(member => member.Id)];
    }

    /// <summary>The coordinators and their deputies of now, on duty or not.</summary>
    public Task<List<Guid>> AllCoordinators(int forumId, CancellationToken cancellation) => Coordinating(forumId).Select(m => m.Id).ToListAsync(cancellation);

    /// <summary>Those who watch over the forum: they have no duty to be on.</summary>
    public Task<List<Guid>> Overseers(int forumId, CancellationToken cancellation) =>
        Active(forumId).Where(m => m.Role == Role.Overseer).OrderBy(m => m.Id).Select(m => m.Id).ToListAsync(cancellation);

    /// <summary>The residents who follow a street: so many of them, by id, behind one of them.</summary>
    public Task<List<Guid>> Following(int forumId, int street, Guid after, int most, CancellationToken cancellation) =>
        (from f in db.Follows.AsNoTracking()
         join m in Active(forumId) on f.MemberId equals m.Id
         where f.StreetId == street && f.MemberId > after
         select f.MemberId).Distinct().OrderBy(id => id).Take(most).ToListAsync(cancellation);

    private static IQueryable<Member> WithTelephone(ForumDb db, int forumId) =>
        db.Members.AsNoTracking().Where(m => m.ForumId == forumId && m.EndedAt == null && db.Users.Any(p => p.Id == m.PersonId && p.PhoneHash != null));

    private async Task<List<Guid>> On(int forumId, IQueryable<Member> members, DateTimeOffset at, CancellationToken cancellation)
    {
        var book = await DutyBook.Read(db, forumId, at, cancellation);
        return [.. (await members.OrderBy(m => m.Id).ToListAsync(cancellation)).Where(m => book.IsOn(m, at)).Select(m => m.Id)];
    }

    private IQueryable<Member> Coordinating(int forumId)
    {
        var deputies = Deputy.At(db, time.GetUtcNow());
        return Active(forumId).Where(m => m.Role == Role.Coordinator || deputies.Contains(m.Id)).OrderBy(m => m.Id);
    }

    private IQueryable<Member> Active(int forumId) => db.Members.AsNoTracking().Where(m => m.ForumId == forumId && m.EndedAt == null);
}

/// <summary>A member as somebody who can be reached.</summary>
/// <param name="Id">The member.</param>
/// <param name="Name">As the forum calls the person.</param>
/// <param name="Role">Role in the forum.</param>
/// <param name="TeamId">The team.</param>
/// <param name="Team">The team's name.</param>
/// <param name="Phone">Number, E.164, or null.</param>
/// <param name="OnDuty">On duty now.</param>
/// <param name="Ended">No longer a member.</param>
/// <param name="HasEmail">Signs in, or can sign in, by e-mail.</param>
/// <param name="Deputises">In the coordinator's place now.</param>
public sealed record Reachable(Guid Id, string Name, Role Role, Guid? TeamId, string? Team, string? Phone, bool OnDuty, bool Ended, bool HasEmail, bool Deputises);

/// <summary>Finds members: by id right before sending, and by the number that an SMS says it came from.</summary>
public sealed class ReachMember(ForumDb db, Privacy.FieldCipher cipher, TimeProvider time)
{
    /// <summary>The keyed hash under which a number is looked up.</summary>
    public string PhoneHash(string e164) => cipher.Hash(e164, Reports.SubmitReport.PhonePurpose);

    /// <summary>The member as it is now; null when unknown.</summary>
    public async Task<Reachable?> ById(int forumId, Guid member, CancellationToken cancellation) =>
        await Read(db.Members.Where(m => m.Id == member && m.ForumId == forumId), cancellation) is [var one] ? one : null;

    /// <summary>Several members at once, for lists of who was told.</summary>
    public Task<IReadOnlyList<Reachable>> ByIds(int forumId, IReadOnlyCollection<Guid> members, CancellationToken cancellation) =>
        Read(db.Members.Where(m => members.Contains(m.Id) && m.ForumId == forumId), cancellation);

    /// <summary>All who are members now.</summary>
    public Task<IReadOnlyList<Reachable>> All(int forumId, CancellationToken cancellation) =>
        Read(db.Members.Where(m => m.ForumId == forumId && m.EndedAt == null), cancellation);

    /// <summary>Who is on duty in a team, and who coordinates, for the board's line: of the many residents it reads none.</summary>
    public async Task<IReadOnlyList<Reachable>> OnDuty(int forumId, CancellationToken cancellation)
    {
        var deputies = Deputy.At(db, time.GetUtcNow());
        var called = await Read(db.Members.Where(m => m.ForumId == forumId && m.EndedAt == null && (m.TeamId != null || m.Role == Role.Coordinator || deputies.Contains(m.Id))), cancellation);
        return [.. called.Where(member => member.OnDuty)];
    }

    /// <summary>The acting member behind a number, in this forum; null when the number is nobody's.</summary>
    public async Task<Actor?> ByPhone(int forumId, string e164, CancellationToken cancellation)
    {
        var (hash, deputies) = (PhoneHash(e164), Deputy.At(db, time.GetUtcNow()));
        var found = await (from m in db.Members.AsNoTracking()
                            join p in db.Users.AsNoTracking() on m.PersonId equals p.Id
                            where m.ForumId == forumId && m.EndedAt == null && p.PhoneHash == hash
                            select new { Member = m, Deputises = deputies.Contains(m.Id) }).FirstOrDefaultAsync(cancellation);
        return found is null ? null : Actor.Of(found.Member, deputises: found.Deputises);
    }

    private async Task<IReadOnlyList<Reachable>> Read(IQueryable<Member> members, CancellationToken cancellation)
    {
        var (now, deputies) = (time.GetUtcNow(), Deputy.At(db, time.GetUtcNow()));
        var rows = await (from m in members.AsNoTracking()
                          join p in db.Users.AsNoTracking() on m.PersonId equals p.Id
                          join t in db.Teams.AsNoTracking() on m.TeamId equals (Guid?)t.Id into teams
                          from t in teams.DefaultIfEmpty()
                          orderby m.CalledAs ?? p.Name
                          select new { m, Name = m.CalledAs ?? p.Name, p.PhoneSealed, p.EmailHash, Team = t == null ? null : t.Name, Deputises = deputies.Contains(m.Id) }).ToListAsync(cancellation);
        if (rows.Count == 0) return [];
        var book = await DutyBook.Read(db, rows[0].m.ForumId, now, cancellation);
        return [.. rows.Select(r => new Reachable(r.m.Id, r.Name, r.m.Role, r.m.TeamId, r.Team, cipher.Open(r.PhoneSealed, Reports.SubmitReport.PhonePurpose), book.IsOn(r.m, now), r.m.EndedAt is not null, r.EmailHash is not null, r.Deputises))];
    }
}
