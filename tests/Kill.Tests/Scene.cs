using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Testing;
using Tryghedsforum.Web;
using Tryghedsforum.Web.Commands;

namespace Tryghedsforum.Kill.Tests;

/// <summary>
/// One database and data folder, on which the program is started again whenever it has been killed, always at the same address and on a clock that
/// only goes forward; and the clients, who try again until they are answered.
/// </summary>
internal sealed class Scene : IAsyncDisposable
{
    // A Tuesday at ten, local time: nothing is held for the morning.
    private static readonly DateTimeOffset Start = new(2027, 1, 12, 9, 0, 0, TimeSpan.Zero);

    private const string TelephoneCompany = "telephone-company.jsonl";
    private readonly int port = PostgresServer.FreePort();
    private readonly Stopwatch real = Stopwatch.StartNew();
    private readonly ConcurrentQueue<string> lines = new();
    private readonly SemaphoreSlim starting = new(1, 1);
    private TestDatabase database;
    private string folder = ProcessFolder.Fresh("kill");
    private IHost reading;
    private TimeSpan ahead;
    private KillPoint? armed;
    private Child? spare;
    private DateTimeOffset begun;

    private Scene(TestDatabase database)
    {
        this.database = database;
        reading = Reading(database);
        Client = new(new($"http://127.0.0.1:{port}/"), this);
        Rows = new(reading.Services, Path.Combine(folder, TelephoneCompany));
    }

    /// <summary>The program, alive or dead.</summary>
    public Child? Program { get; private set; }

    /// <summary>Who reports and answers.</summary>
    public Client Client { get; }

    /// <summary>What was asked for.</summary>
    public History History { get; } = new();

    /// <summary>Where it was killed.</summary>
    public List<KillPoint> Killed { get; } = [];

    /// <summary>What is done before the program is started again, once.</summary>
    public Func<Task>? WhenDead { get; set; }

    /// <summary>Texts that the telephone company has ever taken.</summary>
    public int Sent => Rows.Sent;

    private ReadFacts Rows { get; set; }

    // Whole milliseconds: databases keep no more than microseconds.
    private DateTimeOffset Now => Start + TimeSpan.FromMilliseconds(real.ElapsedMilliseconds) + ahead;

    /// <summary>Founds it.</summary>
    public static async Task<Scene> Found(DatabaseKind kind) => new(await Founded.Database(kind));

    /// <summary>Sees to it that the program runs.</summary>
    public async Task<Child> Alive()
    {
        await starting.WaitAsync();
        try
        {
            if (Program is { IsDead: false }) return Program;
            if (Program is not null) await Program.DisposeAsync();
            if (armed is not null) Killed.Add(armed);
            armed = null;
            if (Program is not null && WhenDead is { } once)
            {
                WhenDead = null;
                await once();
            }

            Program = spare ?? new(Arguments(), lines);
            spare = null;
            begun = Now;
            await Program.Go(begun);
            // The next one makes itself ready while this one works.
            spare = new(Arguments(), lines);
            return Program;
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>Arms the program for a point.</summary>
    public async Task Arm(KillPoint point)
    {
        (await Alive()).Arm(point);
        armed = point;
    }

    /// <summary>Whether it was killed at the point that it was armed for; if not, it is no longer to be.</summary>
    public bool Disarm()
    {
        if (armed is null) return true;
        Program!.Arm(KillPoint.None);
        armed = null;
        return false;
    }

    /// <summary>Waits until nothing is left to do, and moves the clock where only time is missing.</summary>
    public async Task Quiet()
    {
        for (var end = Stopwatch.StartNew(); ;)
        {
            var program = await Alive();
            switch (await Rows.Rest(Now, begun))
            {
                case Remainder.None:
                    return;
                case Remainder.Waits waits:
                    // Whole seconds, as the program is told: the two clocks must not part.
                    var by = TimeSpan.FromSeconds(Math.Ceiling((waits.Until - Now).TotalSeconds) + 10);
                    ahead += by;
                    program.Ahead(by);
                    break;
            }

            if (end.Elapsed > TimeSpan.FromMinutes(3)) throw new TimeoutException("It does not become quiet: " + await Rows.Describe());
            await Task.Delay(30);
        }
    }

    /// <summary>Takes a backup: by the program's command, or with PostgreSQL's own tool. Answers where it is.</summary>
    public async Task<string> Backup()
    {
        if (database.Settings.Kind == DatabaseKind.Postgres) return PostgresServer.Dump(database.Settings.Connection);
        var backup = Path.Combine(ProcessFolder.Fresh("backup"), "new");
        await Command("backup", backup);
        return backup;
    }

    /// <summary>The machine is lost: the backup is put on a clean one. The telephone company, of course, is still the same.</summary>
    public async Task Restore(string backup)
    {
        if (spare is not null) await spare.DisposeAsync();
        if (Program is not null) await Program.DisposeAsync();
        (spare, Program) = (null, null);
        reading.Dispose();
        var (lost, company) = (database, Path.Combine(folder, TelephoneCompany));
        (database, folder) = (await TestDatabase.CreateAsync(lost.Settings.Kind), ProcessFolder.Fresh("kill"));
        File.Copy(company, Path.Combine(folder, TelephoneCompany));
        await lost.DisposeAsync();
        if (database.Settings.Kind == DatabaseKind.Postgres) PostgresServer.Load(database.Settings.Connection, backup);
        await (database.Settings.Kind == DatabaseKind.Postgres ? Command("restored") : Command("restore", backup));
        reading = Reading(database);
        Rows = new(reading.Services, Path.Combine(folder, TelephoneCompany));
    }

    private async Task Command(params string[] words)
    {
        await using var program = ForumProgram.Build([.. Arguments()], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        });
        await OperatorCommands.Run(program, words, TextWriter.Null, CancellationToken.None);
    }

    // Whoever reads keeps no connection: a killed program must find the file as it left it.
    private static IHost Reading(TestDatabase database) =>
        Founded.Services(database.Settings with { Connection = database.Settings.Connection + (database.Settings.Kind == DatabaseKind.Sqlite ? ";Pooling=False" : "") });

    /// <summary>What does not hold now.</summary>
    public async Task<IReadOnlyList<string>> Faults() => Checker.Faults(await Rows.Read(History, [.. lines]));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (spare is not null) await spare.DisposeAsync();
        if (Program is not null) await Program.DisposeAsync();
        Client.Dispose();
        starting.Dispose();
        reading.Dispose();
        await database.DisposeAsync();
    }

    private IEnumerable<string> Arguments() =>
    [
        "--applicationName=Forum.Web", "--environment=Development", $"--contentRoot={folder}", $"--urls=http://127.0.0.1:{port}",
        $"--Database:Kind={database.Settings.Kind}", $"--Database:Connection={database.Settings.Connection}", $"--Data:Folder={folder}", "--Demo:History=false",
        .. Founded.Keys.Select(key => $"--{key.Key}={key.Value}"),
        // Scheduled work would add events of its own time; limits are not what is tried here.
        "--Schedule:On=false", "--Simulator:Pace=00:00:00", "--Limits:ReportsPerSourceAndTenMinutes=100000", "--Limits:ReportsPerForumAndHour=100000",
        "--Logging:LogLevel:Microsoft=Warning", "--Logging:LogLevel:System.Net.Http=Warning",
    ];
}
