using Tryghedsforum.Api.Data;
using Xunit;

namespace Tryghedsforum.Kill.Tests;

/// <summary>
/// Eight clients report in three forums while crews answer, and the program is killed by a signal from outside, at any moment.
/// Ten times in an ordinary run; with KILL_LONG=1 a thousand times, half of them on each database.
/// </summary>
public abstract class RandomTests(DatabaseKind kind, ITestOutputHelper output)
{
    private const int Clients = 8, KillsOfOneDatabase = 10;

    [Fact]
    public async Task Killed_at_any_moment_under_load_it_loses_nothing_and_does_nothing_twice()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        // The checker reads the whole history after every kill: before it grows long, another one begins.
        for (var kills = Length.IsLong ? 500 : KillsOfOneDatabase; kills > 0; kills -= KillsOfOneDatabase) await KillSome(seed, random);
    }

    private async Task KillSome(int seed, Random random)
    {
        await using var scene = await Scene.Found(kind);
        await scene.Alive();
        for (var kill = 1; kill <= KillsOfOneDatabase; kill++)
        {
            var load = Enumerable.Range(0, Clients).Select(client => Task.Run(() => Load(scene, client, kill))).ToList();
            var moment = TimeSpan.FromMilliseconds(random.Next(20, 1500));
            await Task.Delay(moment, TestContext.Current.CancellationToken);
            scene.Program!.Kill();
            await Task.WhenAll(load);
            await scene.Quiet();
            var faults = await scene.Faults();
            Assert.True(faults.Count == 0, $"Seed {seed}, kill {kill} after {moment}:\n{string.Join('\n', faults)}");
        }

        output.WriteLine($"{kind}: seed {seed}, {KillsOfOneDatabase} kills, {scene.History.Operations.Count} operations, of which {scene.History.Operations.Count(o => o.Attempts.Count > 1)} were tried more than once");
    }

    private static async Task Load(Scene scene, int client, int round)
    {
        var forum = client % Founded.Slugs.Count;
        await scene.Client.Report(forum);
        // Letters as a phone has them; one that has no task is answered, and changes nothing.
        var letter = (char)('A' + ((round * 3) + client) % 26);
        await scene.Client.Text(forum, 1 + (client % 2), $"{letter}1");
        await scene.Client.Report(forum);
        await scene.Client.Text(forum, 1 + (client % 2), $"{letter}{2 + (client % 3)}");
    }
}

/// <summary>On SQLite.</summary>
public sealed class RandomOnSqlite(ITestOutputHelper output) : RandomTests(DatabaseKind.Sqlite, output);

/// <summary>On PostgreSQL.</summary>
public sealed class RandomOnPostgres(ITestOutputHelper output) : RandomTests(DatabaseKind.Postgres, output);

/// <summary>How much is tried.</summary>
internal static class Length
{
    /// <summary>With KILL_LONG=1: every step, and a thousand random moments.</summary>
    public static readonly bool IsLong = Environment.GetEnvironmentVariable("KILL_LONG") == "1";
}
