using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;

namespace Tryghedsforum.Api.Members;

/// <summary>Who deputises for the coordinator, and when.</summary>
/// <param name="Member">The member.</param>
/// <param name="From">The first day, local.</param>
/// <param name="Until">The last day; null: until somebody ends it.</param>
public sealed record NameDeputyRequest(Guid Member, DateOnly? From, DateOnly? Until = null);

/// <summary>
/// A coordinator names a deputy. In that time the member has the coordinator's rights, and is alerted where the coordinator is; not carried over is the right
/// to make coordinators, overseers and further deputies.
/// </summary>
public sealed class NameDeputy(ForumDb db, EventLog log, ReadForum forums, FreshProof proof)
{
    private const int MostDays = 366;

    /// <summary>Names a deputy.</summary>
    /// <returns>By which it is ended.</returns>
    /// <exception cref="Refused">NotFound, ProveAgain. Invalid: the days, a role that cannot deputise, or one who does already then.</exception>
    public async Task<Guid> Run(Actor actor, NameDeputyRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.GivePower);
        var zone = (await forums.ById(actor.ForumId, cancellation)).Forum.Zone;
        await proof.Demand(actor, cancellation);
        return await log.Write(actor, key is null ? null : new(nameof(NameDeputy), key, request), async entry =>
        {
            var member = await db.Members.AsNoTracking().FirstOrDefaultAsync(m => m.ForumId == entry.ForumId && m.Id == request.Member && m.EndedAt == null, cancellation) ?? throw new Refused(RefusalCode.NotFound);
            if (!Deputy.Roles.Contains(member.Role)) throw new Refused(RefusalCode.Invalid, new FieldFault("member", "DeputyRole"));
            if (Wrong(request, LocalTime.Day(entry.Now, zone)) is { } fault) throw new Refused(RefusalCode.Invalid, fault);
            DateTimeOffset from = LocalTime.Begin(request.From!.Value, zone), last = request.Until is { } day ? LocalTime.Begin(day.AddDays(1), zone) : DateTimeOffset.MaxValue;
            if (await Deputy.Ahead(db, from).AnyAsync(d => d.MemberId == member.Id && d.From < last, cancellation)) throw new Refused(RefusalCode.Invalid, new FieldFault("member", "DeputyAlready"));
            var deputy = db.Deputies.Add(new() { ForumId = entry.ForumId, MemberId = member.Id, From = from, Until = request.Until is null ? null : last }).Entity;
            entry.Append(EventType.DeputyNamed, SubjectKind.Forum, deputy.Id, Audience.Partners, new EventData { Member = member.Id });
            entry.Note(AuditKind.DeputyNamed, member.Id, new() { Role = member.Role, Team = member.TeamId, From = request.From, Until = request.Until });
            return deputy.Id;
        }, cancellation);
    }

    private static FieldFault? Wrong(NameDeputyRequest request, DateOnly today) => request switch
    {
        { From: null } => new("from", "DayMissing"),
        { From: { } from } when from < today => new("from", "DayPast"),
        { From: { } from } when from > today.AddDays(MostDays) => new("from", "DayTooFar"),
        { From: { } from, Until: { } until } when until < from => new("until", "DayBefore"),
        { From: { } from, Until: { } until } when until > from.AddDays(MostDays) => new("until", "DayTooFar"),
        _ => null,
    };
}
