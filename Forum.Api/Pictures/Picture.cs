using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tryghedsforum.Api.Pictures;

/// <summary>A cleaned picture. Without a report it is a draft of a form that has not been sent, for at most 24 hours.</summary>
internal sealed class Picture
{
    /// <summary>Random; part of its address and of its file's name.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The case; null while it is a draft.</summary>
    public Guid? ReportId { get; private set; }

    /// <summary>Width, pixels.</summary>
    public int Width { get; init; }

    /// <summary>Height, pixels.</summary>
    public int Height { get; init; }

    /// <summary>When it arrived.</summary>
    public DateTimeOffset At { get; init; }

    internal void Attach(Guid report) => ReportId = report;

    internal static void Map(EntityTypeBuilder<Picture> picture)
    {
        picture.HasIndex(p => p.ReportId);
        picture.HasIndex(p => new { p.ReportId, p.At });
        picture.HasOne<Forums.Forum>().WithMany().HasForeignKey(p => p.ForumId);
        picture.HasOne<Reports.Report>().WithMany().HasForeignKey(p => p.ReportId);
    }
}
