using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;

namespace Tryghedsforum.Api.Members;

/// <summary>A coordinator calls an invitation off that nobody has accepted yet.</summary>
public sealed class CallOffInvitation(ForumDb db, EventLog log)
{
    /// <summary>Calls it off.</summary>
    /// <exception cref="Refused">NotFound: unknown, accepted, or over.</exception>
    public async Task<bool> Run(Actor actor, Guid invitationId, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ManageMembers);
        return await log.Write(actor, key is null ? null : new(nameof(CallOffInvitation), key, new { invitationId }), async entry =>
        {
            var invitation = await db.Invitations.FirstOrDefaultAsync(i => i.ForumId == entry.ForumId && i.Id == invitationId && i.EndedAt == null && i.ExpiresAt > entry.Now, cancellation) ?? throw new Refused(RefusalCode.NotFound);
            invitation.End(entry.Now);
            entry.Note(AuditKind.InvitationCalledOff, invitation.Id, new() { Role = invitation.Role, Team = invitation.TeamId });
            return true;
        }, cancellation);
    }
}
