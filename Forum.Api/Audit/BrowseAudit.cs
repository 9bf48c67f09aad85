using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Audit;

/// <summary>One line of the audit log, as it is read.</summary>
/// <param name="Number">1, 2, 3 … within the forum.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Actor">The name of the member who did it; null: no member did.</param>
/// <param name="ActorRole">What that member was then.</param>
/// <param name="Subject">The name or the case number of what it is about; null when it is gone.</param>
/// <param name="Team">The team's name.</param>
/// <param name="TeamBefore">The name of the team before.</param>
/// <param name="Facts">The facts.</param>
/// <param name="Words">The words that belong to it, as long as they are kept.</param>
public sealed record AuditLine(long Number, DateTimeOffset At, AuditKind Kind, string? Actor, Role? ActorRole, string? Subject, string? Team, string? TeamBefore, AuditFacts Facts, string? Words);

/// <summary>A part of the audit log.</summary>
/// <param name="Lines">The newest first.</param>
/// <param name="Older">What to ask with for the lines before these; null when there are none.</param>
/// <param name="Unseen">For the overseer: the coordinator's looks at reporters that no overseer has seen, the oldest first.</param>
public sealed record AuditView(IReadOnlyList<AuditLine> Lines, long? Older, IReadOnlyList<AuditLine> Unseen);

/// <summary>Those who watch over the forum read what was done with people's access and details.</summary>
public sealed class BrowseAudit(ForumDb db, ReadForum forums, ReachMember reach, FieldCipher cipher)
{
    private const int PageLength = 50;
    private static readonly AuditKind[] Offers = [AuditKind.MemberInvited, AuditKind.InvitationCalledOff];
    private static readonly AuditKind[] Cases = [AuditKind.LinkRenewed, AuditKind.ContactErased, AuditKind.ContactViewed, AuditKind.ReleaseProposed, AuditKind.CaseReleased, AuditKind.ReleaseWithdrawn];

    /// <summary>The newest lines, or those before a line.</summary>
    public async Task<AuditView> Run(Actor actor, long? before, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeeAudit);
        var entries = await db.AuditEntries.AsNoTracking().Where(e => e.ForumId == actor.ForumId && (before == null || e.Seq < before)).OrderByDescending(e => e.Seq).Take(PageLength + 1).ToListAsync(cancellation);
        var unseen = Policies.Oversee.Admits(actor) ? await (await MarkLooksSeen.Unseen(db, actor.ForumId, cancellation)).OrderBy(e => e.Seq).Take(PageLength).ToListAsync(cancellation) : [];
        var shown = entries.Take(PageLength).ToList();
        return new(await Lines(actor.ForumId, shown, cancellation), entries.Count > PageLength ? shown[^1].Seq : null, await Lines(actor.ForumId, unseen, cancellation));
    }

    private async Task<IReadOnlyList<AuditLine>> Lines(int forumId, List<AuditEntry> entries, CancellationToken cancellation)
    {
        if (entries.Count == 0) return [];
        var numbers = entries.Select(entry => entry.Seq).ToList();
        var words = await db.AuditWords.AsNoTracking().Where(w => w.ForumId == forumId && numbers.Contains(w.Seq)).ToDictionaryAsync(w => w.Seq, w => w.WordsSealed, cancellation);
        var names = await Names(forumId, entries, cancellation);
        var settings = await forums.ById(forumId, cancellation);
        return [.. entries.Select(entry =>
        {
            var facts = AuditFacts.FromText(entry.Facts);
            return new AuditLine(entry.Seq, entry.At, entry.Kind, entry.ActorId is { } who ? names.GetValueOrDefault(who) : null, entry.ActorRole, names.GetValueOrDefault(entry.SubjectId),
                settings.Team(facts.Team)?.Name, settings.Team(facts.TeamBefore)?.Name, facts, cipher.Open(words.GetValueOrDefault(entry.Seq), AuditWords.Purpose));
        })];
    }

    // What the ids of these entries are called now.
    private async Task<Dictionary<Guid, string>> Names(int forumId, List<AuditEntry> entries, CancellationToken cancellation)
    {
        Guid[] Subjects(AuditKind[] kinds) => [.. entries.Where(e => kinds.Contains(e.Kind)).Select(e => e.SubjectId)];
        var (offers, cases) = (Subjects(Offers), Subjects(Cases));
        var members = entries.Select(e => e.SubjectId).Except(offers).Except(cases).Concat(entries.Select(e => e.ActorId).OfType<Guid>()).ToHashSet();
        var names = (await reach.ByIds(forumId, members, cancellation)).Where(member => member.Name.Length > 0).ToDictionary(member => member.Id, member => member.Name);
        foreach (var offer in await db.Invitations.AsNoTracking().Where(i => i.ForumId == forumId && offers.Contains(i.Id)).ToListAsync(cancellation))
            names[offer.Id] = cipher.Open(offer.NameSealed, InviteMember.NamePurpose)!;
        foreach (var report in await db.Reports.AsNoTracking().Where(r => r.ForumId == forumId && cases.Contains(r.Id)).Select(r => new { r.Id, r.Number }).ToListAsync(cancellation))
            names[report.Id] = report.Number;
        return names;
    }
}
