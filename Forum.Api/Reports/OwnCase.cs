using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>A member has kept a case: reported it, or held its link, and said so. A telephone number alone never makes one.</summary>
internal sealed class OwnCase
{
    /// <summary>Whose.</summary>
    public Guid MemberId { get; init; }

    /// <summary>Which.</summary>
    public Guid ReportId { get; init; }

    internal static void Map(EntityTypeBuilder<OwnCase> own)
    {
        own.HasKey(o => new { o.MemberId, o.ReportId });
        own.HasIndex(o => o.ReportId);
        own.HasOne<Member>().WithMany().HasForeignKey(o => o.MemberId);
        own.HasOne<Report>().WithMany().HasForeignKey(o => o.ReportId);
    }

    /// <summary>The member goes.</summary>
    public static Task<int> Forget(ForumDb db, Guid member, CancellationToken cancellation) => db.OwnCases.Where(o => o.MemberId == member).ExecuteDeleteAsync(cancellation);
}
