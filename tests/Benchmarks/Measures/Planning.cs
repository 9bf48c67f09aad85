using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Benchmarks.Scene;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Testing;
using DesignTime = Tryghedsforum.Notifications.Data.DesignTime;

namespace Tryghedsforum.Benchmarks.Measures;

/// <summary>
/// One event that very many residents are told of: how many a second are planned, and how long a neighbour waits who sends a report meanwhile, beside how long
/// it takes when nothing else goes on. Nothing is sent, since nobody carries it.
/// </summary>
internal static class Planning
{
    private const int Usual = 500, AtOnce = 5000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public static async Task Run(Stage stage, Table table)
    {
        await On(stage, table, DatabaseKind.Sqlite, []);
        PostgresServer.IsDurable = true;
        await On(stage, table, DatabaseKind.Postgres, ["--Database:Kind=Postgres", $"--Database:Connection={await PostgresServer.CreateDatabaseAsync()}"]);
    }

    private static async Task On(Stage stage, Table table, DatabaseKind kind, string[] database)
    {
        var (count, number) = (stage.Sizes.Followers, "");
        var founded = await Founding.Make("Production", stage.Sizes.Forums, stage.Sizes.CaseEvents, database, async services => number = await Follow(services, count));
        await using var ours = await stage.Ours(founded, founded.Folder, "Production", database);
        using var http = ours.Client();
        var next = 0;
        async Task<double> Report()
        {
            var asked = Stopwatch.GetTimestamp();
            await ours.Report(http, next++ % ours.Slugs.Count);
            return Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
        }

        for (var i = 0; i < stage.Sizes.WarmRequests; i++) await Report();
        var (usual, meanwhile) = (new List<double>(), new List<double>());
        while (usual.Count < Usual) usual.Add(await Report());
        await Acknowledge(ours, number);
        var began = Stopwatch.StartNew();
        var planned = Planned(kind == DatabaseKind.Sqlite ? new(kind, $"Data Source={Path.Combine(founded.Folder, "forum.db")};Mode=ReadOnly") : new(kind, database[1].Split('=', 2)[1]), count, began);
        while (!planned.IsCompleted) meanwhile.Add(await Report());
        var seconds = await planned;
        table.Rate($"followers of a street planned ({count:#,0}, by one event), {kind}, reports beside", count / seconds, null, null);
        table.Compare($"a report meanwhile, p50, beside its usual, {kind}", Figures.At(meanwhile, 0.5), Figures.At(usual, 0.5), "ms");
        table.Compare($"the same, p99, {kind}", Figures.At(meanwhile, 0.99), Figures.At(usual, 0.99), "ms", atMost: 3);
    }

    // Residents who follow the street, and a report near children that nobody has seen yet; its number.
    private static async Task<string> Follow(IServiceProvider services, int count)
    {
        await using var scope = services.CreateAsyncScope();
        var (submit, db) = (scope.ServiceProvider.GetRequiredService<SubmitReport>(), scope.ServiceProvider.GetRequiredService<ForumDb>());
        var street = await db.Streets.AsNoTracking().OrderBy(street => street.ForumId).FirstAsync();
        foreach (var some in Enumerable.Range(0, count).Chunk(AtOnce))
        {
            var people = some.Select(_ => Person.Make("Nabo", null, null, demo: false)).ToList();
            var members = people.ConvertAll(person => Member.Of(street.ForumId, person.Id, Role.Resident, null));
            db.Users.AddRange(people);
            db.Members.AddRange(members);
            db.Follows.AddRange(members.Select(member => new Follow { MemberId = member.Id, StreetId = street.Id }));
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }

        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE");
        return (await submit.Run(Actor.Anyone(street.ForumId, ""), new() { Ground = Ground.Street, Place = new() { Written = "Langgade 5" }, Amount = Amount.TwoToFive, Find = Find.Needles, Children = YesNo.Yes, Channel = Channel.Web }, null, default)).Number;
    }

    private static async Task Acknowledge(Target ours, string number)
    {
        using var http = ours.Client(signedIn: true);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/forums/{ours.Slugs[0]}/reports/{number}/acknowledge") { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("Origin", ours.Server.Address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    // How many seconds it took until all were planned.
    private static async Task<double> Planned(DatabaseSettings settings, int count, Stopwatch began)
    {
        while (true)
        {
            await using var db = DesignTime.Context(settings);
            var times = db.Messages.AsNoTracking().Where(m => m.Kind == MessageKind.ResidentWarning);
            // Whether there is a rest is one row; the many are counted once, at the end.
            if (!await db.Crowds.AnyAsync() && await times.CountAsync() is var there && there > 0)
                return there == count ? (await times.MaxAsync(m => m.CreatedAt) - await times.MinAsync(m => m.CreatedAt)).TotalSeconds : throw new InvalidOperationException($"{there} of {count} were planned.");
            if (began.Elapsed > Patience) throw new TimeoutException("Not all were planned.");
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
    }
}
