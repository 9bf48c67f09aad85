using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Barriers;

/// <summary>What shuts somebody out.</summary>
/// <param name="Words">What happened, at most 2,000 characters.</param>
/// <param name="Contact">How to answer, at most 120 characters; may be left out.</param>
public sealed record TellBarrierRequest(string? Words, string? Contact = null);

/// <summary>
/// Anybody tells about a barrier on these pages, and the coordinators hear of it. A page that offers this stands beside every accessibility statement
/// (lov om tilgængelighed af offentlige organers websteder, § 5).
/// </summary>
public sealed class TellBarrier(ForumDb db, EventLog log, ReadForum forums, ReportLimits limits, FieldCipher cipher)
{
    /// <summary>The longest contact, in characters.</summary>
    public const int ContactMax = 120;

    private const int MostAnHour = 20;

    /// <summary>Keeps it and tells the coordinators.</summary>
    /// <exception cref="Refused">Invalid; TooMany from one source, or for one forum within an hour.</exception>
    public async Task<bool> Run(Actor actor, TellBarrierRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Report);
        var fields = new ReportFields(await forums.ById(actor.ForumId, cancellation));
        var (words, contact) = (fields.Text(request.Words, ReportFields.WordsMax, "words"), fields.Text(request.Contact, ContactMax, "contact"));
        fields.ThrowIfFaulty();
        if (words is null) throw new Refused(RefusalCode.Invalid, new FieldFault("words", "WordsMissing"));
        limits.CountSource(actor);
        return await log.Write(actor, key is null ? null : new(nameof(TellBarrier), key, request), async entry =>
        {
            var hourAgo = entry.Now - TimeSpan.FromHours(1);
            if (await db.Barriers.CountAsync(b => b.ForumId == entry.ForumId && b.At > hourAgo, cancellation) >= MostAnHour) throw new Refused(RefusalCode.TooMany) { RetryAfter = TimeSpan.FromHours(1) };
            var barrier = new ToldBarrier
            {
                ForumId = entry.ForumId, At = entry.Now, WordsSealed = cipher.Seal(words, ToldBarrier.WordsPurpose)!, ContactSealed = cipher.Seal(contact, ToldBarrier.ContactPurpose),
            };
            db.Barriers.Add(barrier);
            entry.Append(EventType.BarrierTold, SubjectKind.Barrier, barrier.Id, Audience.None, new EventData());
            return true;
        }, cancellation);
    }
}
