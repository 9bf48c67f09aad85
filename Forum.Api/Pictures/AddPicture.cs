using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Pictures;

/// <summary>Takes a picture in: cleaned at once, kept as a draft until its report is sent, for at most 24 hours.</summary>
public sealed class AddPicture(ForumDb db, WriteGate gate, PictureFolder folder, PictureLimits limits, TimeProvider time)
{
    /// <summary>Pictures of one report, at most.</summary>
    public const int MostPerReport = 3;

    /// <summary>Largest picture, bytes.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    /// <summary>Cleans and keeps it.</summary>
    /// <returns>Its id, for <c>SubmitReportRequest.Pictures</c>.</returns>
    /// <exception cref="Refused">Invalid with the fault's name as code; TooMany; NoRoom, and nothing of it is left.</exception>
    public async Task<Guid> Run(Actor actor, Stream content, CancellationToken cancellation)
    {
        actor.Demand(Policies.Report);
        limits.CountSource(actor);
        CleanPicture clean;
        try
        {
            clean = await PictureCleaner.CleanAsync(content, cancellation);
        }
        catch (PictureRefused refused)
        {
            throw new Refused(RefusalCode.Invalid, new FieldFault("picture", "Picture" + refused.Fault));
        }

        var picture = new Picture { ForumId = actor.ForumId, Width = clean.Width, Height = clean.Height, At = time.GetUtcNow() };
        try
        {
            await Keep(picture, clean, cancellation);
        }
        catch (Exception failure)
        {
            // A file without a row would never be found, and a row without a file never seen.
            folder.Delete(picture.Id);
            db.ChangeTracker.Clear();
            if (NoRoom.Is(failure)) throw new Refused(RefusalCode.NoRoom);
            throw;
        }

        return picture.Id;
    }

    private async Task Keep(Picture picture, CleanPicture clean, CancellationToken cancellation)
    {
        await folder.Write(picture.Id, clean.Jpeg, clean.Thumbnail, cancellation);
        using var turn = await gate.EnterAsync(cancellation);
        db.Pictures.Add(picture);
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Throws away drafts that are older than a day, with their files.</summary>
    /// <returns>How many.</returns>
    public async Task<int> DropDrafts(CancellationToken cancellation)
    {
        var dayAgo = time.GetUtcNow().AddDays(-1);
        var old = await db.Pictures.AsNoTracking().Where(p => p.ReportId == null && p.At < dayAgo).OrderBy(p => p.At).Select(p => p.Id).Take(1000).ToListAsync(cancellation);
        if (old.Count == 0) return 0;
        using (await gate.EnterAsync(cancellation)) await db.Pictures.Where(p => old.Contains(p.Id) && p.ReportId == null).ExecuteDeleteAsync(cancellation);
        foreach (var id in old) folder.Delete(id);
        return old.Count;
    }
}

/// <summary>Shows a picture to those who may see its case, and to nobody else.</summary>
public sealed class ReadPicture(ForumDb db, PictureFolder folder)
{
    /// <summary>The JPEG, whole or as a thumbnail.</summary>
    /// <exception cref="Refused">NotFound: unknown, a draft, or of a case that is not for this reader.</exception>
    public async Task<Stream> Run(Actor actor, Guid id, bool thumbnail, CancellationToken cancellation)
    {
        actor.Demand(Policies.SeeBoard);
        // Partners only, until somebody has blurred and released it.
        if (actor.Role is Role.Police
            || !await db.Pictures.AnyAsync(p => p.Id == id && p.ForumId == actor.ForumId && db.Reports.Any(r => r.Id == p.ReportId && (r.Audience & Audiences.Of(actor.Role)) != 0), cancellation)
            || folder.Read(id, thumbnail) is not { } stream)
            throw new Refused(RefusalCode.NotFound);
        return stream;
    }

    /// <summary>A picture of the holder's own case.</summary>
    /// <exception cref="Refused">NotFound: unknown, or of another case.</exception>
    public async Task<Stream> Own(Actor actor, Guid id, CancellationToken cancellation)
    {
        actor.Demand(Policies.FollowCase);
        return actor.CaseId is { } own && await db.Pictures.AnyAsync(p => p.Id == id && p.ReportId == own, cancellation) && folder.Read(id, thumbnail: false) is { } stream
            ? stream : throw new Refused(RefusalCode.NotFound);
    }

    /// <summary>The thumbnail of a draft, for the one who uploaded it: whoever calls has checked that.</summary>
    /// <exception cref="Refused">NotFound: unknown, or no draft any longer.</exception>
    public async Task<Stream> Draft(Actor actor, Guid id, CancellationToken cancellation)
    {
        actor.Demand(Policies.Report);
        return await db.Pictures.AnyAsync(p => p.Id == id && p.ForumId == actor.ForumId && p.ReportId == null, cancellation) && folder.Read(id, thumbnail: true) is { } stream
            ? stream : throw new Refused(RefusalCode.NotFound);
    }
}

/// <summary>How many pictures are taken in; section <c>Limits</c> of the configuration.</summary>
public sealed class PictureLimits(IConfiguration configuration) : IDisposable
{
    private readonly System.Threading.RateLimiting.PartitionedRateLimiter<string> sources = System.Threading.RateLimiting.PartitionedRateLimiter.Create<string, string>(source =>
        System.Threading.RateLimiting.RateLimitPartition.GetFixedWindowLimiter(source, _ => new()
        {
            PermitLimit = configuration.GetValue("Limits:PicturesPerSourceAndTenMinutes", 60), Window = TimeSpan.FromMinutes(10), QueueLimit = 0, AutoReplenishment = true,
        }));

    internal void CountSource(Actor actor)
    {
        if (actor.Source.Length == 0 || actor.Role is not null) return;
        using var lease = sources.AttemptAcquire(actor.Source);
        if (!lease.IsAcquired) throw new Refused(RefusalCode.TooMany) { RetryAfter = TimeSpan.FromMinutes(10) };
    }

    /// <inheritdoc/>
    public void Dispose() => sources.Dispose();
}
