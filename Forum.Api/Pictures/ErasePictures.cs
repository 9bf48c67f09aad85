using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Pictures;

/// <summary>Erases the pictures of a case. The files first: a row without a file can be erased again, a file without a row would never be found.</summary>
public sealed class ErasePictures(ForumDb db, WriteGate gate, PictureFolder folder)
{
    internal async Task OfCase(Guid report, CancellationToken cancellation)
    {
        var ids = await db.Pictures.AsNoTracking().Where(p => p.ReportId == report).Select(p => p.Id).ToListAsync(cancellation);
        foreach (var id in ids) folder.Delete(id);
        using (await gate.EnterAsync(cancellation)) await db.Pictures.Where(p => ids.Contains(p.Id)).ExecuteDeleteAsync(cancellation);
    }
}
