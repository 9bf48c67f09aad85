using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>What goes with somebody who leaves a forum, and with the last forum that somebody leaves.</summary>
public sealed class Departure(ForumDb db, FieldCipher cipher)
{
    internal async Task<bool> Leave(EventLog.Entry entry, Guid id, CancellationToken cancellation)
    {
        var member = await db.Members.FirstAsync(m => m.Id == id, cancellation);
        await Member.DemandAnother(db, member, becomes: null, cancellation);
        member.End(entry.Now);
        await Deputy.EndAll(db, id, entry.Now, cancellation);
        await Drop(id, cancellation);
        entry.Append(EventType.MemberEnded, SubjectKind.Forum, id, Audience.None, new EventData { Member = id, Role = member.Role });
        entry.Note(AuditKind.MemberLeft, id, new() { Role = member.Role, Team = member.TeamId });
        return true;
    }

    internal async Task<bool> Forget(Guid id, CancellationToken cancellation)
    {
        var person = await db.Users.FirstAsync(p => p.Id == id, cancellation);
        string?[] own = [person.PhoneHash, person.EmailHash];
        // An invitation has no hash to be found by; there are few, and none is older than some days.
        foreach (var invitation in await db.Invitations.ToListAsync(cancellation))
            if (invitation.Address(cipher) is { } to && own.Contains(to.Hash(cipher))) db.Invitations.Remove(invitation);
        await db.SignInAttempts.Where(a => a.PersonId == id || (person.PhoneHash != null && a.PhoneHash == person.PhoneHash) || (person.EmailHash != null && a.PhoneHash == person.EmailHash)).ExecuteDeleteAsync(cancellation);
        await db.PasskeyChallenges.Where(c => c.PersonId == id).ExecuteDeleteAsync(cancellation);
        await db.Passkeys.Where(p => p.UserId == id).ExecuteDeleteAsync(cancellation);
        await db.ProviderLogins.Where(l => l.PersonId == id).ExecuteDeleteAsync(cancellation);
        await db.Sessions.Where(s => s.PersonId == id).ExecuteDeleteAsync(cancellation);
        foreach (var place in await db.Members.Where(m => m.PersonId == id).Select(m => m.Id).ToListAsync(cancellation)) await Drop(place, cancellation);
        person.Forget();
        return true;
    }

    private async Task Drop(Guid member, CancellationToken cancellation)
    {
        (await db.Members.FirstAsync(m => m.Id == member, cancellation)).ForgetName();
        await db.Follows.Where(f => f.MemberId == member).ExecuteDeleteAsync(cancellation);
        await db.MessageChoices.Where(c => c.MemberId == member).ExecuteDeleteAsync(cancellation);
        await PushDevice.Forget(db, member, cancellation);
        await Rosters.Shift.DropAll(db, member, cancellation);
        await OwnCase.Forget(db, member, cancellation);
        await CaseRead.Forget(db, member, cancellation);
    }
}
