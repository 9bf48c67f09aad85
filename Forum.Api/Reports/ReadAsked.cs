using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>Says whether a phone was asked something about a report of its own: what it sends then may be the answer.</summary>
public sealed class ReadAsked(ForumDb db, FieldCipher cipher, ReportLimits limits, TimeProvider time)
{
    /// <summary>The report that was asked about last, and has no answer; null: none.</summary>
    /// <param name="actor">The program.</param>
    /// <param name="from">The number that a text says it came from, E.164.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Guid?> Run(Actor actor, string from, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        if (!PhoneNumber.TryParse(from, out var number) || !number.IsIn(limits.Countries)) return null;
        var (phone, now) = (cipher.Hash(number.E164, SubmitReport.PhonePurpose), time.GetUtcNow());
        var (byStaff, byProgram) = (now - TakeText.StaffPatience, now - TakeText.Patience);
        return await db.Reports.Where(r => r.ForumId == actor.ForumId && r.PhoneHash == phone && r.Channel == Channel.Sms && ((r.AskedFor == null && r.AskedAt > byStaff) || (r.AskedFor != null && r.AskedAt > byProgram)))
            .OrderByDescending(r => r.AskedAt).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(cancellation);
    }
}
