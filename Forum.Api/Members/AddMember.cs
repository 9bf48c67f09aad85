using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>A person, new on the installation, becomes a member of a forum.</summary>
/// <param name="Name">As the person wants to be called.</param>
/// <param name="Role">What the person is in the forum.</param>
/// <param name="Team">Name of one of the forum's teams; null without.</param>
/// <param name="Phone">Number for SMS; null without.</param>
/// <param name="IsDemo">Invented.</param>
public sealed record AddMemberRequest(string Name, Role Role, string? Team = null, string? Phone = null, bool IsDemo = false);

/// <summary>The program adds a member, for its demo. Real people join themselves: <see cref="InviteMember"/>.</summary>
public sealed class AddMember(ForumDb db, EventLog log, FieldCipher cipher)
{
    /// <summary>Adds person and membership.</summary>
    /// <exception cref="Refused">Invalid: an unknown team, or not a number.</exception>
    public async Task<Member> Run(Actor actor, AddMemberRequest request, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        PhoneNumber? phone = null;
        if (request.Phone is not null && !PhoneNumber.TryParse(request.Phone, out phone)) throw new Refused(RefusalCode.Invalid, new FieldFault("phone", "PhoneInvalid"));
        return await log.Write(actor, null, async entry =>
        {
            var team = request.Team is null ? null : await db.Teams.AsNoTracking().FirstOrDefaultAsync(t => t.ForumId == entry.ForumId && t.Name == request.Team && t.EndedAt == null, cancellation)
                ?? throw new Refused(RefusalCode.Invalid, new FieldFault("team", "TeamUnknown"));
            var person = Person.Make(request.Name, cipher.Seal(phone?.E164, SubmitReport.PhonePurpose), phone is null ? null : cipher.Hash(phone.E164, SubmitReport.PhonePurpose), request.IsDemo);
            db.Users.Add(person);
            var member = Member.Of(entry.ForumId, person.Id, request.Role, team?.Id);
            db.Members.Add(member);
            return member;
        }, cancellation);
    }
}
