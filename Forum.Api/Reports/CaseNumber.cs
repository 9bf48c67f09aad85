using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Reports;

/// <summary>
/// A prefix and a random unused number: easy to say on the phone, and neither the volume nor the order of cases can be read from it.
/// Four digits; five when the forum has had more than 5,000.
/// </summary>
internal static class CaseNumber
{
    private const int ManyCases = 5_000;

    public static async Task<string> Unused(ForumDb db, Forums.Forum forum, CancellationToken cancellation)
    {
        // The forum's row is held, so a number that is free now stays free until the commit. Each try fails with a chance of at most one half.
        var limit = await db.Reports.CountAsync(report => report.ForumId == forum.Id, cancellation) > ManyCases ? 100_000 : 10_000;
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"{forum.CasePrefix}-{RandomNumberGenerator.GetInt32(limit / 10, limit)}");
            if (!await db.Reports.AnyAsync(report => report.ForumId == forum.Id && report.Number == number, cancellation)) return number;
        }

        throw new InvalidOperationException("The forum has no free case number.");
    }
}
