using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Summaries;

/// <summary>What is published.</summary>
/// <param name="Version">The draft that was looked at.</param>
/// <param name="CountedAt">When the figures were counted that were looked at; others are not published unseen. Null: whichever.</param>
/// <param name="Changed">What a correction changes and why, at most 200 characters; required from the second version on.</param>
public sealed record PublishSummaryRequest(int Version, DateTimeOffset? CountedAt = null, string? Changed = null);

/// <summary>The coordinator publishes a draft: from then on nothing of this version changes, and the committee is told. Everybody may read its totals from the public list's next hour on.</summary>
public sealed class PublishSummary(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Publishes.</summary>
    /// <exception cref="Refused">Invalid; NotFound: there is no such month; NotNow: that version is no draft any more, or was counted anew.</exception>
    public async Task<bool> Run(Actor actor, DateOnly month, PublishSummaryRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Summarize);
        var fields = new ReportFields(await forums.ById(actor.ForumId, cancellation));
        var changed = fields.Text(request.Changed, ReportFields.LineMax, "changed");
        if (request.Version > 1 && changed is null) fields.Fault("changed", "WordsMissing");
        fields.ThrowIfFaulty();
        return await log.Write(actor, key is null ? null : new(nameof(PublishSummary), key, new { month, request }), async entry =>
        {
            var draft = await db.Draft(actor, month, request.Version, cancellation);
            if (request.CountedAt is { } seen && draft.Read().CountedAt != seen) throw new Refused(RefusalCode.NotNow);
            draft.Publish(draft.Version > 1 ? changed : null, entry.Now);
            entry.Append(EventType.SummaryPublished, SubjectKind.Forum, Guid.Empty, Audience.Partners | Audience.Committee | Audience.Municipality, new EventData { Month = month, Version = draft.Version });
            entry.Note(AuditKind.SummaryPublished, draft.Id);
            return true;
        }, cancellation);
    }
}
