using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>A resident has joined.</summary>
/// <param name="PersonId">Who it is.</param>
/// <param name="NeedsTwo">The person has a role somewhere that signs in by two steps: the code is not enough to sign in.</param>
public sealed record Joined(Guid PersonId, bool NeedsTwo);

/// <summary>The right code makes a resident of whoever entered it. Whoever is a member already stays what the member is.</summary>
public sealed class JoinForum(ForumDb db, EventLog log, ReadForum forums, SignInAttempts attempts)
{
    private const int NameMax = 80;

    /// <summary>Joins.</summary>
    /// <param name="actor">Anyone.</param>
    /// <param name="browser">The secret of the browser's cookie.</param>
    /// <param name="code">Six digits; spaces do no harm.</param>
    /// <param name="name">As the person wants to be called.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">Invalid: no name, the forum takes in nobody in this way, or the code is wrong, too old, used or another browser's.</exception>
    public async Task<Joined> Run(Actor actor, string? browser, string? code, string? name, CancellationToken cancellation)
    {
        actor.Demand(Policies.Join);
        var called = SafeText.Of(name ?? "").Trim();
        if (called.Length is 0 or > NameMax || called.Any(char.IsControl)) throw new Refused(RefusalCode.Invalid, new FieldFault("name", "NameMissing"));
        var settings = await forums.ById(actor.ForumId, cancellation);
        // A code that was asked for in another forum opens none that takes in nobody.
        if (!settings.Forum.ResidentsMayJoin) throw new Refused(RefusalCode.Invalid, new FieldFault("code", "JoinClosed"));
        var found = await attempts.Prove(browser, code, attempt => attempt.PersonId is null, cancellation);
        // The log names nobody as the doer: the member is only made here.
        return await log.Write(Actor.Anyone(actor.ForumId, ""), null, entry => Join(entry, found, called, settings.Forum.IsDemo, cancellation), cancellation);
    }

    private async Task<Joined> Join(EventLog.Entry entry, Guid id, string name, bool demo, CancellationToken cancellation)
    {
        // Of two presses at once the second finds it used.
        var attempt = await db.SignInAttempts.FirstOrDefaultAsync(a => a.Id == id && a.EndedAt == null, cancellation) ?? throw new Refused(RefusalCode.Invalid, new FieldFault("code", "CodeWrong"));
        attempt.End(entry.Now);
        var person = await PersonOf(attempt, name, demo, entry.Now, cancellation);
        var member = await db.Members.FirstOrDefaultAsync(m => m.ForumId == entry.ForumId && m.PersonId == person.Id, cancellation);
        if (member is not { EndedAt: null })
        {
            member ??= db.Members.Add(Member.Of(entry.ForumId, person.Id, Role.Resident, null)).Entity;
            member.Join(Role.Resident, null);
            entry.Append(EventType.MemberJoined, SubjectKind.Forum, member.Id, Audience.None, new EventData { Member = member.Id, Role = Role.Resident });
            entry.Note(AuditKind.ResidentJoined, member.Id, new() { Role = Role.Resident });
        }

        return new(person.Id, await SecondSteps.AreNeeded(db, person.Id, entry.Now, cancellation));
    }

    private async Task<Person> PersonOf(SignInAttempt attempt, string name, bool demo, DateTimeOffset now, CancellationToken cancellation)
    {
        var address = attempt.PhoneHash;
        var known = await db.Users.Where(p => p.PhoneHash == address || p.EmailHash == address).OrderBy(p => p.Id).FirstOrDefaultAsync(cancellation);
        if (attempt.NewEmailSealed is not { } email) return known ?? db.Users.Add(Person.Make(name, attempt.NewPhoneSealed, address, demo)).Entity;
        var person = known ?? db.Users.Add(Person.Make(name, null, null, demo)).Entity;
        if (known is null) person.ReachAtEmail(email, address, now);
        else person.ProveEmail(address, now);
        return person;
    }
}
