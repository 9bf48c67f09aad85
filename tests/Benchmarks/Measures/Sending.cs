using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Benchmarks.Bare;
using Tryghedsforum.Benchmarks.Scene;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Testing;
using DesignTime = Tryghedsforum.Notifications.Data.DesignTime;

namespace Tryghedsforum.Benchmarks.Measures;

/// <summary>
/// Texts that wait in the queue, all due at one moment, until the telephone company has them: claimed, looked at once more, noted, handed over by the
/// provider's own library, marked, and their receipts taken in beside it, every state durable. Beside the bare library in a loop, and beside the bare pair of
/// claim and mark. On PostgreSQL two nodes share the work, and the simulator is one of them.
/// </summary>
internal static class Sending
{
    private const int Workers = 16;
    private const string Plan = "measured/";
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10), Patience = TimeSpan.FromMinutes(5);

    public static async Task Run(Stage stage, Table table)
    {
        await OnSqlite(stage, table);
        await OnPostgres(stage, table);
    }

    private static async Task OnSqlite(Stage stage, Table table)
    {
        var count = stage.Sizes.Queued;
        var founded = await Founding.Make("Development", stage.Sizes.Forums, stage.Sizes.CaseEvents, more: services => Queue(services, count));
        double sent, delivered, loop;
        await using (var ours = await stage.Ours(founded, founded.Folder, "Development"))
        {
            (sent, delivered) = await Rates(() => DesignTime.Context(new(DatabaseKind.Sqlite, $"Data Source={Path.Combine(founded.Folder, "forum.db")}")), count, ours);
            loop = await Loop(stage, ours, count);
        }

        table.Rate($"SMS handed over ({count} waiting), SQLite, beside the bare library", sent, loop, atLeast: 500);
        table.Rate("the same, beside bare claim and mark", sent, await BareQueue.OnSqlite(count), null);
        table.Rate("the same, until every receipt is in", delivered, null, null);
    }

    private static async Task OnPostgres(Stage stage, Table table)
    {
        PostgresServer.IsDurable = true;
        var (count, connection) = (stage.Sizes.Queued, await PostgresServer.CreateDatabaseAsync());
        string[] database = ["--Database:Kind=Postgres", $"--Database:Connection={connection}"];
        var founded = await Founding.Make("Development", stage.Sizes.Forums, stage.Sizes.CaseEvents, database, services => Queue(services, count));
        double sent, delivered, loop;
        await using (var one = await stage.Ours(founded, founded.Folder, "Development", database))
        await using (var other = await stage.Ours(founded, ProcessFolder.Fresh("data"), "Development", [.. database, $"--Sms:BaseUrl={one.Server.Address}simulator/twilio"]))
        {
            (sent, delivered) = await Rates(() => DesignTime.Context(new(DatabaseKind.Postgres, connection)), count, one, other);
            loop = await Loop(stage, one, count);
        }

        table.Rate($"SMS handed over ({count} waiting), PostgreSQL, two nodes, beside the bare library", sent, loop, atLeast: 1000);
        table.Rate("the same, beside bare claim and mark", sent, await BareQueue.OnPostgres(await PostgresServer.CreateDatabaseAsync(), count, Workers), null);
        table.Rate("the same, until every receipt is in", delivered, null, null);
    }

    // A note of the neighbour's to the crew: it asks for the case, the member, the choices and the budget, as every message does, and nothing makes it stale.
    private static async Task Queue(IServiceProvider services, int count)
    {
        await using var scope = services.CreateAsyncScope();
        var (submit, forum) = (scope.ServiceProvider.GetRequiredService<SubmitReport>(), scope.ServiceProvider.GetRequiredService<ForumDb>());
        var crews = await forum.Members.AsNoTracking().Where(m => m.Role == Role.Crew).OrderBy(m => m.ForumId).ToListAsync();
        var cases = new Dictionary<int, Guid>();
        foreach (var id in crews.Select(m => m.ForumId).Distinct())
        {
            var number = (await submit.Run(Actor.Anyone(id, ""), new() { Ground = Ground.Street, Place = new() { Written = "Langgade 5" }, Amount = Amount.TwoToFive, Find = Find.Needles, Channel = Channel.Web }, null, default)).Number;
            cases[id] = (await forum.Reports.AsNoTracking().SingleAsync(r => r.ForumId == id && r.Number == number)).Id;
        }

        var (db, due) = (scope.ServiceProvider.GetRequiredService<NotificationsDb>(), DateTimeOffset.UtcNow + Ahead);
        db.Messages.AddRange(Enumerable.Range(0, count).Select(place => (Place: place, Member: crews[place % crews.Count])).Select(one => Message.Plan(
            MessageKind.TeamNote, one.Member.ForumId, string.Create(CultureInfo.InvariantCulture, $"{Plan}{one.Place}"), $"member:{one.Member.Id}", cases[one.Member.ForumId], "{}", due, DateTimeOffset.UtcNow)));
        await db.SaveChangesAsync();
    }

    private static async Task<(double Sent, double Delivered)> Rates(Func<NotificationsDb> open, int count, params Target[] nodes)
    {
        // A start looks after what every forum may have missed; that is not what is measured here.
        foreach (var node in nodes) await node.Server.Calm();
        await using (var db = open()) await db.Messages.Where(m => m.PlanKey.StartsWith(Plan)).ExecuteUpdateAsync(set => set.SetProperty(m => m.NextTryAt, DateTimeOffset.UtcNow));
        var began = Stopwatch.StartNew();
        while (true)
        {
            await using var db = open();
            var mine = db.Messages.AsNoTracking().Where(m => m.PlanKey.StartsWith(Plan));
            if (await mine.CountAsync(m => m.State == MessageState.Delivered) == count)
            {
                var times = await mine.Select(m => new { m.BegunAt, m.SentAt, m.DeliveredAt }).ToListAsync();
                var first = times.Min(t => t.BegunAt)!.Value;
                return (count / (times.Max(t => t.SentAt)!.Value - first).TotalSeconds, count / (times.Max(t => t.DeliveredAt)!.Value - first).TotalSeconds);
            }

            if (began.Elapsed > Patience)
            {
                var states = await mine.GroupBy(m => new { m.State, m.Reason }).Select(g => $"{g.Key.State} {g.Key.Reason}: {g.Count()}").ToListAsync();
                throw new TimeoutException("Not all were delivered: " + string.Join(", ", states));
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task<double> Loop(Stage stage, Target ours, int count)
    {
        await using var receipts = await stage.Bare("receipts");
        return await BareLibrary.Send(new(ours.Server.Address, "simulator/twilio"), new(receipts.Server.Address, "sms/status"), count, Workers);
    }
}
