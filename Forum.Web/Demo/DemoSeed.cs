using Microsoft.Extensions.DependencyInjection.Extensions;
using Tryghedsforum.Api;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.PublicLists;

namespace Tryghedsforum.Web.Demo;

/// <summary>A demo forum as it was made.</summary>
/// <param name="ForumId">Its key.</param>
/// <param name="Slug">Its address.</param>
/// <param name="PastSeq">Number of the last event of the history: what is newer belongs to the cases that are under way.</param>
/// <param name="LastSeq">Number of its newest event.</param>
internal sealed record DemoSeeded(int ForumId, string Slug, long PastSeq, long LastSeq);

/// <summary>
/// Makes the demo once, in a database without any forum: its forums, its invented people, and fourteen months in which they used the program.
/// Everything is done by the program's own use cases, in a container of their own whose clock can be set; nothing is sent, since nobody plans there.
/// </summary>
internal static class DemoSeed
{
    private const int Months = 14;

    /// <summary>Makes it, if there is no forum yet.</summary>
    /// <param name="app">The program, whose database, keys and clock are used.</param>
    /// <param name="history">False: forums and people only.</param>
    /// <param name="cancellation">Gives up, half done.</param>
    /// <returns>What was made; empty when there was a forum already.</returns>
    public static async Task<IReadOnlyList<DemoSeeded>> Run(IServiceProvider app, bool history, CancellationToken cancellation)
    {
        await using (var scope = app.CreateAsyncScope())
        {
            if ((await scope.ServiceProvider.GetRequiredService<ReadForum>().All(cancellation)).Count > 0) return [];
        }

        var now = app.GetRequiredService<TimeProvider>().GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        var clock = new DemoClock(now);
        await using var container = Container(app, clock);
        var made = new List<DemoSeeded>();
        foreach (var demo in DemoForums.Read())
        {
            await using var scope = container.CreateAsyncScope();
            made.Add(await Make(scope.ServiceProvider, demo, clock, now, history, cancellation));
        }

        await using var operation = container.CreateAsyncScope();
        await operation.ServiceProvider.GetRequiredService<AddOperator>().Run(Actor.Program(0), "Viggo Maskinlund", "+45 95 00 09 01", demo: true, cancellation);
        return made;
    }

    /// <summary>Whether a start before this one was stopped while it made the demo: nobody has used it yet. The last thing made of a forum is its public list.</summary>
    public static async Task<bool> IsHalfDone(IServiceProvider app, CancellationToken cancellation)
    {
        await using var scope = app.CreateAsyncScope();
        var forums = await scope.ServiceProvider.GetRequiredService<ReadForum>().All(cancellation);
        var demos = DemoForums.Read().Select(demo => demo.Forum.Slug).ToHashSet();
        if (forums.Count == 0 || forums.Any(forum => !demos.Contains(forum.Slug))) return false;
        foreach (var (slug, _) in forums)
        {
            var forum = (await scope.ServiceProvider.GetRequiredService<ReadForum>().BySlug(slug, cancellation))!.Forum.Id;
            if ((await scope.ServiceProvider.GetRequiredService<ReadPublicList>().Run(Actor.Program(forum), cancellation)).NextAt is null) return true;
        }

        return forums.Count < demos.Count;
    }

    private static ServiceProvider Container(IServiceProvider app, DemoClock clock)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddLogging()
            .AddSingleton(app.GetRequiredService<IConfiguration>()).AddSingleton(app.GetRequiredService<IHostEnvironment>());
        services.AddForumApi(app.GetRequiredService<IConfiguration>());
        services.Replace(ServiceDescriptor.Singleton(app.GetRequiredService<DatabaseSettings>()));
        services.Replace(ServiceDescriptor.Singleton(app.GetRequiredService<WriteGate>()));
        services.Replace(ServiceDescriptor.Singleton(app.GetRequiredService<FieldCipher>()));
        return services.BuildServiceProvider();
    }

    private static async Task<DemoSeeded> Make(IServiceProvider services, DemoForum demo, DemoClock clock, DateTimeOffset now, bool history, CancellationToken cancellation)
    {
        var start = now.AddMonths(-Months);
        clock.Now = history ? start : now;
        var forum = await services.GetRequiredService<FoundForum>().Run(Actor.Program(0), demo.Forum, cancellation);
        var members = await Gather(services, demo, forum, cancellation);
        var past = 0L;
        if (history)
        {
            var timeline = new DemoTimeline(clock, now);
            var stage = new DemoStage(services, demo, await services.GetRequiredService<ReadForum>().ById(forum, cancellation), members, timeline, cancellation);
            stage.Plan(start);
            DemoSummaries.Plan(stage, start);
            await timeline.RunUntil(stage.PresentBegins);
            past = await services.GetRequiredService<ReadEvents>().Head(forum, cancellation);
            await timeline.RunUntil(now);
        }

        await services.GetRequiredService<RemakePublicList>().Run(Actor.Program(forum), cancellation);
        return new(forum, demo.Forum.Slug, past, await services.GetRequiredService<ReadEvents>().Head(forum, cancellation));
    }

    private static async Task<IReadOnlyList<Member>> Gather(IServiceProvider services, DemoForum demo, int forum, CancellationToken cancellation)
    {
        var members = new List<Member>();
        foreach (var person in demo.People)
        {
            var member = await services.GetRequiredService<AddMember>().Run(Actor.Program(forum), new(person.Name, person.Role, person.Team, person.Phone, IsDemo: true), cancellation);
            if (person.Follows is { } streets) await services.GetRequiredService<FollowStreets>().Run(Actor.Of(member), [.. streets], null, cancellation);
            members.Add(member);
        }

        return members;
    }
}
