using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Summaries;

/// <summary>What the coordinator writes to a month's draft.</summary>
/// <param name="Version">The draft that was looked at.</param>
/// <param name="Words">To the committee, at most 2,000 characters; null: nothing.</param>
/// <param name="Done">What was done since last time, at most 30 lines of 200 characters; null: nothing.</param>
/// <param name="Missing">Agreements that are not kept yet, likewise.</param>
/// <param name="Recount">Counts anew, too: what was put right since is in the figures then.</param>
public sealed record WriteSummaryRequest(int Version, string? Words, IReadOnlyList<string>? Done = null, IReadOnlyList<string>? Missing = null, bool Recount = false);

/// <summary>The coordinator puts words to the figures of a draft, and has them counted anew.</summary>
public sealed class WriteSummary(ForumDb db, EventLog log, ReadForum forums, CountMonth count)
{
    /// <summary>A list has at most so many lines.</summary>
    public const int MostLines = 30;

    /// <summary>Writes.</summary>
    /// <exception cref="Refused">Invalid; NotFound: there is no such month; NotNow: that version is no draft any more.</exception>
    public async Task<bool> Run(Actor actor, DateOnly month, WriteSummaryRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Summarize);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var fields = new ReportFields(settings);
        var words = new SummaryWords(fields.Text(request.Words, ReportFields.WordsMax, "words"), Lines(fields, request.Done, "done"), Lines(fields, request.Missing, "missing"));
        fields.ThrowIfFaulty();
        var told = request.Recount ? await count.Told(settings.Forum, month, cancellation) : null;
        return await log.Write(actor, key is null ? null : new(nameof(WriteSummary), key, new { month, request }), async entry =>
        {
            var draft = await db.Draft(actor, month, request.Version, cancellation);
            draft.Write(words);
            if (request.Recount) draft.Count(await count.Figures(settings, month, entry.Now, told, cancellation));
            return true;
        }, cancellation);
    }

    private static IReadOnlyList<string> Lines(ReportFields fields, IReadOnlyList<string>? sent, string field)
    {
        // A line stays one: whoever sends two in one string means two.
        var lines = (sent ?? []).SelectMany(text => (text ?? "").Split('\n')).Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        if (lines.Count > MostLines) fields.Fault(field, "TooManyLines");
        return [.. lines.Take(MostLines).Select(line => fields.Text(line, ReportFields.LineMax, field)).OfType<string>()];
    }
}

internal static class Drafts
{
    public static async Task<MonthlySummary> Draft(this ForumDb db, Actor actor, DateOnly month, int version, CancellationToken cancellation)
    {
        var newest = await db.MonthlySummaries.Where(s => s.ForumId == actor.ForumId && s.Month == month).OrderByDescending(s => s.Version).FirstOrDefaultAsync(cancellation) ?? throw new Refused(RefusalCode.NotFound);
        return newest.Status == SummaryStatus.Draft && newest.Version == version ? newest : throw new Refused(RefusalCode.NotNow);
    }
}
