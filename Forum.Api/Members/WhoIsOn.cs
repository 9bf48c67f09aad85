using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Members;

/// <summary>Who should hear now: at first all members of a team who are on duty. The roster will answer the same questions.</summary>
public sealed class WhoIsOn(ForumDb db, TimeProvider time)
{
    /// <summary>The members of a team who are on duty.</summary>
    public Task<List<Guid>> InTeam(int forumId, Guid team, CancellationToken cancellation) =>
        Active(forumId).Where(m => m.TeamId == team && m.OnDuty).OrderBy(m => m.Id).Select(m => m.Id).ToListAsync(cancellation);

    /// <summary>Who can be reached by telephone now, in all forums: whom a query may ask for.</summary>
    internal static IQueryable<Member> WithTelephone(ForumDb db) =>
        db.Members.Where(m => m.EndedAt == null && m.OnDuty && db.Users.Any(p => p.Id == m.PersonId && p.PhoneHash != null));

    /// <summary>The members with a role who are on duty.</summary>
    public Task<List<Guid>> InRole(int forumId, Role role, CancellationToken cancellation) =>
        Active(forumId).Where(m => m.Role == role && m.OnDuty).OrderBy(m => m.Id).Select(m => m.Id).ToListAsync(cancellation);

    /// <summary>The coordinators and their deputies of now who are on duty; all of them when none is: they are the last who are asked.</summary>
    public async Task<List<Guid>> Coordinators(int forumId, CancellationToken cancellation)
    {
        var deputies = Deputy.At(db, time.GetUtcNow());
        var all = await Active(forumId).Where(m => m.Role == Role.Coordinator || deputies.Contains(m.Id)).OrderBy(m => m.Id).Select(m => new { m.Id, m.OnDuty }).ToListAsync(cancellation);
        return [.. all.Where(member => member.OnDuty || all.TrueForAll(one => !one.OnDuty)).Select(member => member.Id)];
    }

    /// <summary>Those who watch over the forum: they have no duty to be on.</summary>
    public Task<List<Guid>> Overseers(int forumId, CancellationToken cancellation) =>
        Active(forumId).Where(m => m.Role == Role.Overseer).OrderBy(m => m.Id).Select(m => m.Id).ToListAsync(cancellation);

    /// <summary>The residents who follow a street, or a listed place.</summary>
    public Task<List<Guid>> Following(int forumId, int? streetId, int? placeId, CancellationToken cancellation) =>
        Active(forumId).Where(m => db.Follows.Any(f => f.MemberId == m.Id && ((f.StreetId != null && f.StreetId == streetId) || (f.PlaceId != null && f.PlaceId == placeId))))
            .OrderBy(m => m.Id).Select(m => m.Id).ToListAsync(cancellation);

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

    /// <summary>All who are members now, for the board's line of who is on duty.</summary>
    public Task<IReadOnlyList<Reachable>> All(int forumId, CancellationToken cancellation) =>
        Read(db.Members.Where(m => m.ForumId == forumId && m.EndedAt == null), cancellation);

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
        var deputies = Deputy.At(db, time.GetUtcNow());
        var rows = await (from m in members.AsNoTracking()
                          join p in db.Users.AsNoTracking() on m.PersonId equals p.Id
                          join t in db.Teams.AsNoTracking() on m.TeamId equals (Guid?)t.Id into teams
                          from t in teams.DefaultIfEmpty()
                          orderby m.CalledAs ?? p.Name
                          select new { m, Name = m.CalledAs ?? p.Name, p.PhoneSealed, p.EmailHash, Team = t == null ? null : t.Name, Deputises = deputies.Contains(m.Id) }).ToListAsync(cancellation);
        return [.. rows.Select(r => new Reachable(r.m.Id, r.Name, r.m.Role, r.m.TeamId, r.Team, cipher.Open(r.PhoneSealed, Reports.SubmitReport.PhonePurpose), r.m.OnDuty, r.m.EndedAt is not null, r.EmailHash is not null, r.Deputises))];
    }
}
