using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Reports;

/// <summary>
/// A prefix and a random unused number: easy to say on the phone, and neither the volume nor the order of cases can be read from it.
/// Four digits; five once so many are used that a free one of four is hard to find: with half of them, one case in eight gets five.
/// </summary>
internal static class CaseNumber
{
    private const int FourDigits = 10_000, FiveDigits = 100_000, TriesWithFour = 3, Tries = 200;

    public static async Task<string> Unused(ForumDb db, Forums.Forum forum, CancellationToken cancellation)
    {
        // The forum's row is held, so a number that is free now stays free until the commit.
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var limit = attempt < TriesWithFour ? FourDigits : FiveDigits;
            var number = string.Create(CultureInfo.InvariantCulture, $"{forum.CasePrefix}-{RandomNumberGenerator.GetInt32(limit / 10, limit)}");
            if (!await db.Reports.AnyAsync(report => report.ForumId == forum.Id && report.Number == number, cancellation)) return number;
        }

        throw new InvalidOperationException("The forum has no free case number.");
    }
}
