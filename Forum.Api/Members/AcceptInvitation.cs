using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>Whoever holds the link accepts the invitation. That alone signs nobody in: the code goes to the number or e-mail address that was invited.</summary>
public sealed class AcceptInvitation(ForumDb db, EventLog log, FieldCipher cipher)
{
    /// <summary>Accepts.</summary>
    /// <returns>The number, E.164, or e-mail address, to which a code can be sent.</returns>
    /// <exception cref="Refused">NotFound: unknown, used, called off, too old, or another forum's. Invalid: the forum's only coordinator or overseer would become something else.</exception>
    public async Task<string> Run(Actor actor, string secret, CancellationToken cancellation)
    {
        actor.Demand(Policies.Join);
        return await log.Write(actor, null, async entry =>
        {
            // The forum's row is held: of two presses, the second finds it used.
            if (await Invitation.Open(db, cipher, secret, entry.Now, cancellation) is not { } invitation || invitation.ForumId != entry.ForumId || invitation.Address(cipher) is not { } to) throw new Refused(RefusalCode.NotFound);
            invitation.End(entry.Now);
            var (person, ended) = await PersonOf(to, invitation, entry.Now, cancellation);
            var known = await db.Members.FirstOrDefaultAsync(m => m.ForumId == entry.ForumId && m.PersonId == person.Id, cancellation);
            var member = known ?? db.Members.Add(Member.Of(entry.ForumId, person.Id, invitation.Role, invitation.TeamId)).Entity;
            await Member.DemandAnother(db, member, invitation.Role, cancellation);
            Role? before = known is { EndedAt: null } ? known.Role : null;
            member.Join(invitation.Role, invitation.TeamId);
            entry.Append(EventType.MemberJoined, SubjectKind.Forum, invitation.Id, Audience.None, new EventData { Member = member.Id, Role = member.Role, Team = member.TeamId });
            entry.Note(before is null ? AuditKind.MemberJoined : AuditKind.RoleChanged, member.Id, new() { Role = member.Role, Before = before, Team = member.TeamId });
            if (ended > 0) entry.Note(AuditKind.SessionsEnded, member.Id, new() { Count = ended });
            return to.Value;
        }, cancellation);
    }

    // With the number of sessions that had to end.
    private async Task<(Person Person, int Ended)> PersonOf(CodeAddress to, Invitation invitation, DateTimeOffset now, CancellationToken cancellation)
    {
        var hash = to.Hash(cipher);
        if (await db.Users.Where(p => p.PhoneHash == hash || p.EmailHash == hash).OrderBy(p => p.Id).FirstOrDefaultAsync(cancellation) is { } known)
        {
            var open = 0;
            if (await MayStartAnew(known.Id, invitation, cancellation))
            {
                known.ForgetSecondFactor();
                db.ProviderLogins.RemoveRange(await db.ProviderLogins.Where(l => l.PersonId == known.Id).ToListAsync(cancellation));
                db.Passkeys.RemoveRange(await db.Passkeys.Where(p => p.UserId == known.Id).ToListAsync(cancellation));
                open = await Session.EndAll(db, db.Sessions.Where(s => s.PersonId == known.Id && s.ExpiresAt > now), now, cancellation);
            }

            return (known, open);
        }

        var demo = await db.Forums.AsNoTracking().AnyAsync(f => f.Id == invitation.ForumId && f.IsDemo, cancellation);
        var person = db.Users.Add(Person.Make(cipher.Open(invitation.NameSealed, InviteMember.NamePurpose)!, to.IsEmail ? null : to.Seal(cipher), to.IsEmail ? null : hash, demo)).Entity;
        if (to.IsEmail) person.InviteAt(to.Seal(cipher), hash);
        return (person, 0);
    }

    // Who has a place in another forum that needs two steps, or runs the installation, keeps the second one: otherwise any forum's coordinator could take it away, and be half in
    // everywhere. Such a person is helped by the operator, whose invitation names no member.
    private async Task<bool> MayStartAnew(Guid person, Invitation invitation, CancellationToken cancellation) =>
        invitation.InvitedBy is null || !(await Operator.Now(db).ContainsAsync(person, cancellation)
            || await db.Members.AnyAsync(m => m.PersonId == person && m.ForumId != invitation.ForumId && m.EndedAt == null && SecondSteps.NeedTwo.Contains(m.Role), cancellation));
}
