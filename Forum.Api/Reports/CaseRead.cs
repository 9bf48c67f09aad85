using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Reports;

/// <summary>How far a member has read a case. No time is kept: it says what is new to the member, and is no record of who looked when.</summary>
internal sealed class CaseRead
{
    /// <summary>Whose.</summary>
    public Guid MemberId { get; init; }

    /// <summary>Which case.</summary>
    public Guid ReportId { get; init; }

    /// <summary>The number of the newest event of the case that the member has read.</summary>
    [PersonalData("Showing members what is new to them", Retention.CaseRead)]
    public long LastSeq { get; private set; }

    internal static void Map(EntityTypeBuilder<CaseRead> read)
    {
        read.ToTable("CaseReads").HasKey(r => new { r.MemberId, r.ReportId });
        read.HasIndex(r => r.ReportId);
        read.HasOne<Members.Member>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
        read.HasOne<Report>().WithMany().HasForeignKey(r => r.ReportId).OnDelete(DeleteBehavior.Cascade);
    }

    /// <summary>Another device may have read further.</summary>
    public void ReadTo(long seq) => LastSeq = Math.Max(LastSeq, seq);

    /// <summary>The member goes.</summary>
    public static Task<int> Forget(ForumDb db, Guid member, CancellationToken cancellation) => db.CaseReads.Where(r => r.MemberId == member).ExecuteDeleteAsync(cancellation);

    /// <summary>The cases whose end is so long ago that nothing of them is new to anybody.</summary>
    public static async Task<int> ForgetOld(ForumDb db, int forum, DateTimeOffset before, CancellationToken cancellation) =>
        await db.CaseReads.Where(read => db.Reports.Any(r => r.Id == read.ReportId && r.ForumId == forum && r.ClosedAt < before)).ExecuteDeleteAsync(cancellation);
}
