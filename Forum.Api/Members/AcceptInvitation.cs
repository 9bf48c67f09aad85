using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>Whoever holds the link accepts the invitation. That alone signs nobody in: the code goes to the number that was invited.</summary>
public sealed class AcceptInvitation(ForumDb db, EventLog log, FieldCipher cipher)
{
    /// <summary>Accepts.</summary>
    /// <returns>The number, E.164, to which a code can be sent.</returns>
    /// <exception cref="Refused">NotFound: unknown, used, called off, too old, or another forum's. Invalid: the forum's only coordinator would become something else.</exception>
    public async Task<string> Run(Actor actor, string secret, CancellationToken cancellation)
    {
        actor.Demand(Policies.Join);
        return await log.Write(actor, null, async entry =>
        {
            // The forum's row is held: of two presses, the second finds it used.
            if (await Invitation.Open(db, cipher, secret, entry.Now, cancellation) is not { } invitation || invitation.ForumId != entry.ForumId) throw new Refused(RefusalCode.NotFound);
            invitation.End(entry.Now);
            var phone = cipher.Open(invitation.PhoneSealed, SubmitReport.PhonePurpose)!;
            var person = await PersonOf(phone, invitation, entry.Now, cancellation);
            var member = await db.Members.FirstOrDefaultAsync(m => m.ForumId == entry.ForumId && m.PersonId == person.Id, cancellation)
                ?? db.Members.Add(Member.Of(entry.ForumId, person.Id, invitation.Role, invitation.TeamId)).Entity;
            if (invitation.Role != Role.Coordinator && await Member.IsLastCoordinator(db, member, cancellation)) throw new Refused(RefusalCode.Invalid, new FieldFault("member", "LastCoordinator"));
            member.Join(invitation.Role, invitation.TeamId);
            entry.Append(EventType.MemberJoined, SubjectKind.Forum, invitation.Id, Audience.None, new EventData { Member = member.Id, Role = member.Role, Team = member.TeamId });
            return phone;
        }, cancellation);
    }

    private async Task<Person> PersonOf(string phone, Invitation invitation, DateTimeOffset now, CancellationToken cancellation)
    {
        var hash = cipher.Hash(phone, SubmitReport.PhonePurpose);
        if (await db.Users.Where(p => p.PhoneHash == hash).OrderBy(p => p.Id).FirstOrDefaultAsync(cancellation) is { } known)
        {
            if (await MayStartAnew(known.Id, invitation, cancellation))
            {
                known.ForgetSecondFactor();
                db.Passkeys.RemoveRange(await db.Passkeys.Where(p => p.UserId == known.Id).ToListAsync(cancellation));
                foreach (var session in await db.Sessions.Where(s => s.PersonId == known.Id && s.EndedAt == null).ToListAsync(cancellation)) session.End(now);
            }

            return known;
        }

        var demo = await db.Forums.AsNoTracking().AnyAsync(f => f.Id == invitation.ForumId && f.IsDemo, cancellation);
        return db.Users.Add(Person.Make(cipher.Open(invitation.NameSealed, InviteMember.NamePurpose)!, cipher.Seal(phone, SubmitReport.PhonePurpose), hash, demo)).Entity;
    }

    // Who has a place in another forum that needs two steps keeps the second one: otherwise any forum's coordinator could take it away, and be half in
    // everywhere. Such a person is helped by the operator, whose invitation names no member.
    private async Task<bool> MayStartAnew(Guid person, Invitation invitation, CancellationToken cancellation) =>
        invitation.InvitedBy is null || !await db.Members.AnyAsync(m => m.PersonId == person && m.ForumId != invitation.ForumId && m.EndedAt == null && EnterCode.NeedTwo.Contains(m.Role), cancellation);
}
