using CsCheck;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Events;

/// <summary>Random lives of pages: whatever is committed, dropped, connected and restarted, each ends with exactly the events of its kind, in order.</summary>
public sealed class CatchUpTests
{
    private static readonly (string? Name, Audience Bits)[] Readers =
        [("Rune Askholt", Audience.Partners), ("Lea Stougard", Audience.Police), ("Asta Lindvig", Audience.Residents), (null, Audience.Public)];

    private enum Step
    {
        DropOff, Report, ReportNear, See, Remake, OtherForum, Connect, Drop, Restart,
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite, 3)]
    [InlineData(DatabaseKind.Postgres, 2)]
    public Task Every_page_ends_with_exactly_its_events_in_order(DatabaseKind kind, int lives) => Gen.Select(
        Gen.Frequency((6, Gen.Const(Step.DropOff)), (3, Gen.Const(Step.Report)), (3, Gen.Const(Step.ReportNear)), (4, Gen.Const(Step.See)), (2, Gen.Const(Step.Remake)),
            (2, Gen.Const(Step.OtherForum)), (8, Gen.Const(Step.Connect)), (8, Gen.Const(Step.Drop)), (1, Gen.Const(Step.Restart))),
        Gen.Int[0, 7]).Array[40, 60].SampleAsync(steps => Live(kind, steps), iter: lives, threads: 1);

    private static async Task Live(DatabaseKind kind, (Step Step, int Who)[] steps)
    {
        await using var here = await Neighbourhood.Found(kind);
        var host = await here.Serve();
        var pages = new Page[8];
        for (var i = 0; i < pages.Length; i++) pages[i] = new(Readers[i % 4].Name, LiveTests.Cursor(host, Readers[i % 4].Name is { } name ? here.As(name) : here.Neighbour));
        var numbers = new List<string>();
        foreach (var (step, who) in steps)
        {
            switch (step)
            {
                case Step.DropOff: await LiveTests.DropOff(host, here); break;
                case Step.Report or Step.ReportNear:
                    numbers.Add((await LiveTests.Act(host, (SubmitReport use) => use.Run(here.Neighbour, Neighbourhood.Needles(step == Step.Report ? "Svanevej" : "Mejsevænget 11"), null, Cancel))).Number);
                    break;
                case Step.See when numbers.Count > 0: await LiveTests.Act(host, (AcknowledgeReport use) => use.Run(here.As("Rune Askholt"), numbers[who % numbers.Count], null, Cancel)); break;
                case Step.Remake: await LiveTests.Act(host, (Api.PublicLists.RemakePublicList use) => use.Run(here.Program, Cancel)); break;
                case Step.OtherForum: await LiveTests.Act(host, (Api.DropOffs.RecordDropOff use) => use.Run(here.Elsewhere("Marek Zielonka"), 1, null, Cancel)); break;
                case Step.Connect: await pages[who].Connect(here, host); break;
                case Step.Drop: await pages[who].Drop(); break;
                case Step.Restart:
                    foreach (var page in pages) await page.Drop();
                    await host.DisposeAsync();
                    host = await here.Serve();
                    break;
            }
        }

        for (var i = 0; i < pages.Length; i++)
        {
            await pages[i].Connect(here, host);
            var bits = Readers[i % 4].Bits;
            IReadOnlyList<Guid> readable = [];
            await Eventually.True(async () => pages[i].Got.Count >= (readable = await LiveTests.Readable(here, bits)).Count);
            Assert.Equal(readable, pages[i].Got.Take(readable.Count));
            await pages[i].Drop();
        }

        await host.DisposeAsync();
    }

    private sealed class Page(string? name, string cursor)
    {
        private readonly List<Guid> kept = [];
        private LiveTests.Client? client;
        private string cursor = cursor;

        public IReadOnlyList<Guid> Got => [.. kept, .. (client?.Got ?? []).Select(e => e.Id).Where(id => !kept.Contains(id))];

        public async Task Connect(Neighbourhood here, ForumHost host)
        {
            if (client is not null) return;
            client = new(await here.Live(host, name));
            Assert.False((await client.Watch(cursor)).Reload);
        }

        public async Task Drop()
        {
            if (client is null) return;
            // What has arrived so far is what the page knows; a cursor that is no newer goes with it.
            await client.DisposeAsync();
            var newest = client.Cursor;
            var got = client.Got;
            kept.AddRange(got.Select(e => e.Id).Where(id => !kept.Contains(id)));
            cursor = newest ?? cursor;
            client = null;
        }
    }
}
