using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Tryghedsforum.Benchmarks.Bare;

/// <summary>The bare server's file: as many forums as the program's, and one case with as many events.</summary>
internal static class BareFounding
{
    /// <summary>The number of the case.</summary>
    public const string Case = "X-0";

    /// <summary>The connection string, with what the program's has.</summary>
    public static string Connection(string folder) =>
        new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "bare.db"), ForeignKeys = true, DefaultTimeout = 30 }.ToString();

    public static async Task Found(string folder, IReadOnlyList<string> slugs, int events)
    {
        var options = new DbContextOptionsBuilder<BareDb>();
        BareDb.Use(options, Connection(folder));
        await using var db = new BareDb(options.Options);
        await db.Database.EnsureCreatedAsync();
        db.Forums.AddRange(slugs.Select((slug, place) => new BareForum { Id = place + 1, Slug = slug, LastSeq = events }));
        await db.SaveChangesAsync();
        var report = new BareReport
        {
            ForumId = 1, Number = Case, Category = "NeedleWaste", Ground = "Street", Place = "Langgade 5, ved lygtepælen", Words = "Der ligger nogle kanyler", Status = "Received", ReceivedAt = DateTime.UtcNow,
        };
        db.Reports.Add(report);
        db.Events.AddRange(Enumerable.Range(1, events).Select(seq => new BareEvent
        {
            ForumId = 1, Seq = seq, Type = "ReportAddedTo", OccurredAt = report.ReceivedAt, SubjectId = report.Id, Data = string.Create(CultureInfo.InvariantCulture, $$"""{"Note":{{seq}}}"""),
        }));
        await db.SaveChangesAsync();
        SqliteConnection.ClearAllPools();
    }
}
