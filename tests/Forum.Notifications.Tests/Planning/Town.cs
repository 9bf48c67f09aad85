using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Inbound;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

[CollectionDefinition(nameof(Town))]
public sealed class OneTown : ICollectionFixture<Towns>;

[CollectionDefinition(nameof(PatientTowns))]
public sealed class OnePatientTown : ICollectionFixture<PatientTowns>;

/// <summary>Towns in which each message to a reporter leaves at once.</summary>
public sealed class Towns() : AnyTowns(new Dictionary<string, string?>());

/// <summary>Towns in which messages to reporters wait, as they do unless it is set otherwise.</summary>
public sealed class PatientTowns() : AnyTowns(new Dictionary<string, string?> { ["Messages:ReporterWait"] = "00:00:20" });

/// <summary>One town on each database, started when the first test asks for it.</summary>
public abstract class AnyTowns(IReadOnlyDictionary<string, string?> more) : IAsyncLifetime
{
    private readonly Dictionary<DatabaseKind, Town> towns = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var town in towns.Values) await town.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal async Task<Town> On(DatabaseKind kind)
    {
        if (!towns.TryGetValue(kind, out var town)) towns[kind] = town = await Town.Start(kind, more: more);
        return town;
    }

    /// <summary>A forum of one's own, on a weekday at ten in the morning.</summary>
    internal async Task<Story> Begin(DatabaseKind kind) => await (await On(kind)).Begin();
}

/// <summary>
/// The whole program, its telephone company included, for many tests: each founds a forum of its own. Nothing happens by itself: the test says when texts
/// are worked on, messages planned and delivered, and moves the clock.
/// </summary>
internal sealed class Town : IAsyncDisposable
{
    private static readonly Type[] Loops = [typeof(PlanMessages), typeof(WorkOnTexts), typeof(DeliverMessages), typeof(DeliverPushes)];
    private int stories;

    private Town(ForumHost host, FakeTimeProvider clock, KillSwitch kill) => (Host, Clock, Kill) = (host, clock, kill);

    /// <summary>The installation's own number.</summary>
    public const string Probe = "+4595999900";

    public ForumHost Host { get; }

    public FakeTimeProvider Clock { get; }

    public KillSwitch Kill { get; }

    /// <summary>The makers of all browsers.</summary>
    public PushService Push { get; } = new();

    public IServiceProvider Services => Host.Services;

    public SimulatedPhones Phones => Services.GetRequiredService<SimulatedPhones>();

    public static async Task<Town> Start(DatabaseKind kind, DatabaseSettings? existing = null, IReadOnlyDictionary<string, string?>? more = null)
    {
        var (clock, kill) = (new FakeTimeProvider(new(2027, 1, 12, 9, 0, 0, TimeSpan.Zero)), new KillSwitch());
        var host = await ForumHost.StartAsync(new()
        {
            Database = kind, Existing = existing, Clock = clock, Settings = new Dictionary<string, string?>([.. PushService.Settings, .. more ?? new Dictionary<string, string?>()]) { ["Simulator:Pace"] = "00:00:00", ["Demo:History"] = "false", ["Sms:ProbeNumber"] = Probe },
            Services = services =>
            {
                foreach (var loop in services.Where(s => s.ServiceType == typeof(IHostedService) && Loops.Contains(s.ImplementationFactory?.Method.ReturnType)).ToList()) services.Remove(loop);
                services.ConfigureDbContext<SqliteNotificationsDb>(options => options.AddInterceptors(kill.Interceptors));
                services.ConfigureDbContext<PostgresNotificationsDb>(options => options.AddInterceptors(kill.Interceptors));
                services.ConfigureDbContext<SqliteForumDb>(options => options.AddInterceptors(kill.Interceptors));
                services.ConfigureDbContext<PostgresForumDb>(options => options.AddInterceptors(kill.Interceptors));
            },
        });
        var town = new Town(host, clock, kill);
        // The way out that the product would take, so that the push service is really called.
        var line = new HttpMessageInvoker(GuardedLine.Handler(_ => true));
        host.Outside.Answer(town.Push.Address.ToString(), async request =>
        {
            var answer = await line.SendAsync(request, default);
            return town.Push.LosesAnswers ? throw new HttpRequestException("The line broke.") : answer;
        });
        town.Quiet();
        await town.Settle();
        return town;
    }

    public Task<Story> Begin()
    {
        // What another test has broken of the telephone company.
        Quiet();
        var day = Clock.GetUtcNow().UtcDateTime.Date;
        do day = day.AddDays(1);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday or DayOfWeek.Friday);
        GoTo(Story.Local(day.AddHours(10)));
        return Story.Found(this, ++stories);
    }

    /// <summary>The telephone company takes texts and sends no receipts: they are Delivery's matter, and a third of the work.</summary>
    public void Quiet()
    {
        (Push.Answers, Push.RetryAfter, Push.LosesAnswers) = (null, null, false);
        Phones.Set(AnswerFault.None, CallbackFault.Silent);
    }

    public void GoTo(DateTimeOffset time) => Clock.Advance(time - Clock.GetUtcNow());

    /// <summary>Works on texts, plans and delivers until there is nothing left to do now.</summary>
    public async Task Settle()
    {
        int done;
        do
        {
            done = await Services.GetRequiredService<WorkOnTexts>().RunOnce(default);
            await Services.GetRequiredService<PlanMessages>().RunOnce(default);
            done += await Services.GetRequiredService<DeliverMessages>().RunOnce(default) + await Services.GetRequiredService<DeliverPushes>().RunOnce(default);
        }
        while (done > 0);
    }

    /// <summary>Calls something of the program in a scope of its own, as a request does.</summary>
    public async Task<TResult> Do<T, TResult>(Func<T, Task<TResult>> act)
        where T : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Push.DisposeAsync();
    }
}
