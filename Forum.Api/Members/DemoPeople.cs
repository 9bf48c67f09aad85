using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Members;

/// <summary>An invented person whom anybody may be, in Development.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">As the person wants to be called.</param>
/// <param name="Role">Role in the forum; null: runs the installation.</param>
/// <param name="Team">The team's name, or null.</param>
/// <param name="Slug">The forum's address, or where the operation is seen.</param>
/// <param name="Forum">The forum's name; empty: none.</param>
public sealed record DemoPersonToBe(Guid Id, string Name, Role? Role, string? Team, string Slug, string Forum);

/// <summary>The invented people, and whether a database is for showing or for real. Outside Development there are no people to be.</summary>
public sealed class DemoPeople(ForumDb db, IHostEnvironment environment)
{
    /// <summary>All of them: by forum, team and name.</summary>
    public async Task<IReadOnlyList<DemoPersonToBe>> All(CancellationToken cancellation)
    {
        if (!environment.IsDevelopment()) return [];
        var members = await (from member in db.Members.AsNoTracking()
                      join person in db.Users.AsNoTracking() on member.PersonId equals person.Id
                      join forum in db.Forums.AsNoTracking() on member.ForumId equals forum.Id
                      join team in db.Teams.AsNoTracking() on member.TeamId equals (Guid?)team.Id into teams
                      from team in teams.DefaultIfEmpty()
                      where person.IsDemo && forum.IsDemo && member.EndedAt == null
                      orderby forum.Id, member.TeamId == null, team.Name, person.Name
                      select new DemoPersonToBe(person.Id, person.Name, (Role?)member.Role, team == null ? null : team.Name, forum.Slug, forum.Name)).ToListAsync(cancellation);
        var operators = Operator.Now(db);
        return [.. members, .. await db.Users.AsNoTracking().Where(person => person.IsDemo && operators.Contains(person.Id)).OrderBy(person => person.Name)
            .Select(person => new DemoPersonToBe(person.Id, person.Name, null, null, "drift", "")).ToListAsync(cancellation)];
    }

    /// <summary>Whether the database has something invented, and whether it has a forum that is not.</summary>
    public async Task<(bool Invented, bool Real)> Look(CancellationToken cancellation) =>
        (await db.Forums.AnyAsync(forum => forum.IsDemo, cancellation) || await db.Users.AnyAsync(person => person.IsDemo, cancellation),
            await db.Forums.AnyAsync(forum => !forum.IsDemo, cancellation));
}
