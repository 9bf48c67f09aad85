using System.Data.Common;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Reports;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Hosting;

/// <summary>A full disk: the answer is kind, what was typed is still there with a telephone number, and nothing is half written.</summary>
public sealed class FullDiskTests
{
    private const string Reports = "/api/v1/forums/nordvest/reports";
    private static readonly Dictionary<string, string?> Generous = new() { ["Limits:ReportsPerSourceAndTenMinutes"] = "10000", ["Limits:ReportsPerForumAndHour"] = "10000" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_report_is_refused_in_the_readers_language_and_nothing_of_it_is_kept(DatabaseKind kind)
    {
        var disk = new SmallDisk();
        await using var host = await Start(kind, disk);
        await disk.Fill(host);
        var visitor = await host.ClientAsync();
        var answered = 0;
        HttpResponseMessage? refused = null;
        // SQLite's last page may have room for some.
        for (; refused is null; answered++)
        {
            Assert.True(answered < 200, "The disk does not get full.");
            using var answer = await visitor.Http.PostAsJsonAsync(Reports, new { category = "NeedleWaste", ground = "Street", place = new { written = "Ørnevej 6" }, words = new string('x', 1500) }, Cancel);
            if (answer.StatusCode == HttpStatusCode.Created) continue;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
            Assert.Contains("Der er ikke plads til mere", problem.RootElement.GetRawText().Replace("\\u00E6", "æ", StringComparison.Ordinal), StringComparison.Ordinal);
            break;
        }

        Assert.Equal((answered, answered), await Kept(host));
        await disk.Free(host);
        using var again = await visitor.Http.PostAsJsonAsync(Reports, new { category = "NeedleWaste", ground = "Street", place = new { written = "Ørnevej 6" } }, Cancel);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal((answered + 1, answered + 1), await Kept(host));
    }

    [Theory, BothDatabases]
    public async Task The_pages_keep_what_was_typed_and_show_whom_to_call(DatabaseKind kind)
    {
        var disk = new SmallDisk();
        await using var host = await Start(kind, disk);
        using var sent = await (await host.ClientAsync()).Http.PostAsJsonAsync(Reports, new { category = "NeedleWaste", ground = "Street", place = new { written = "Ørnevej 6" } }, Cancel);
        var number = JsonDocument.Parse(await sent.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("number").GetString()!;
        var staff = await host.ClientAsync("Maja Ellekilde");
        var work = await staff.Page($"/{Slug}/overblik/{number}");
        var telephone = (await host.Services.CreateAsyncScope().ServiceProvider.GetRequiredService<Api.Forums.ReadForum>().BySlug(Slug, Cancel))!.Forum.Telephone;
        await disk.Fill(host, completely: true);

        var refused = await staff.Press(work, "Send svaret", ("ord", "Vi kommer i morgen tidlig."));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("Der er ikke plads til mere", Words(refused), StringComparison.Ordinal);
        Assert.Contains(telephone, Words(refused), StringComparison.Ordinal);
        Assert.Contains("Vi kommer i morgen tidlig.", refused.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_the_disk_has_no_room_for_leaves_nothing_behind()
    {
        var folder = ProcessFolder.Fresh("small");
        if (!Mount(folder)) Assert.Skip("Mounting a small disk needs root.");
        try
        {
            await using var host = await ForumHost.StartAsync(new() { Settings = new Dictionary<string, string?> { ["Pictures:Folder"] = Path.Combine(folder, "pictures") } });
            await File.WriteAllBytesAsync(Path.Combine(folder, "rest"), new byte[SmallDisk.FolderBytes], Cancel).ContinueWith(_ => { }, Cancel, TaskContinuationOptions.None, TaskScheduler.Default);
            using var picture = new ByteArrayContent(ChosenFile.Dot) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
            using var answer = await (await host.ClientAsync()).Http.PostAsync("/api/v1/forums/nordvest/pictures", picture, Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal(["rest"], Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
            await using var scope = host.Services.CreateAsyncScope();
            Assert.False(await scope.ServiceProvider.GetRequiredService<ForumDb>().Pictures.AnyAsync(Cancel));
        }
        finally
        {
            Command("umount", folder);
        }
    }

    private static async Task<ForumHost> Start(DatabaseKind kind, SmallDisk disk) => await ForumHost.StartAsync(new()
    {
        // Nobody is told: what is told is written, too.
        Database = kind, Settings = Generous, Services = services => services.ConfigureDbContext<SqliteForumDb>(options => options.AddInterceptors(disk)),
    });

    private static async Task<(int Reports, int Events)> Kept(ForumHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ForumDb>();
        return (await db.Reports.CountAsync(Cancel), await db.Events.CountAsync(e => e.Type == Api.Events.EventType.ReportReceived, Cancel));
    }

    private static bool Mount(string folder) => OperatingSystem.IsLinux() && Command("mount", "-t", "tmpfs", "-o", $"size={SmallDisk.FolderBytes}", "tmpfs", folder);

    private static bool Command(string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>A disk of which the test says when it is full: SQLite may take no more pages; PostgreSQL answers as it does when its own disk is full.</summary>
    private sealed class SmallDisk : DbConnectionInterceptor, IDbCommandInterceptor
    {
        public const int FolderBytes = 64 * 1024;

        private const string Trigger = """
            CREATE FUNCTION no_room() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$ LANGUAGE plpgsql;
            CREATE TRIGGER no_room BEFORE INSERT ON "Events" FOR EACH ROW EXECUTE FUNCTION no_room();
            """;

        private bool isFull, refuses;

        public async Task Fill(ForumHost host, bool completely = false)
        {
            isFull = true;
            await using var scope = host.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ForumDb>();
            if (db is PostgresForumDb) await db.Database.ExecuteSqlRawAsync(Trigger, Cancel);
            refuses = completely;
        }

        public async Task Free(ForumHost host)
        {
            isFull = false;
            await using var scope = host.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ForumDb>();
            if (db is PostgresForumDb) await db.Database.ExecuteSqlRawAsync("""DROP TRIGGER no_room ON "Events" """, Cancel);
        }

        // Whether the last page has room for so little is not left to chance.
        public ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
            refuses && command.CommandText.Contains("INSERT INTO \"Events\"", StringComparison.Ordinal) ? throw new SqliteException("database or disk is full", 13) : new(result);

        public ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            refuses && command.CommandText.Contains("INSERT INTO \"Events\"", StringComparison.Ordinal) ? throw new SqliteException("database or disk is full", 13) : new(result);

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Say(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Say(connection);
            return Task.CompletedTask;
        }

        // Less than there is means: no more than there is.
        private void Say(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA max_page_count={(isFull ? 1 : int.MaxValue)}";
            command.ExecuteNonQuery();
        }
    }
}
