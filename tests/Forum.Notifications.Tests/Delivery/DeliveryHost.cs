using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using DesignTime = Tryghedsforum.Notifications.Data.DesignTime;

namespace Tryghedsforum.Notifications.Tests.Delivery;

/// <summary>Delivery and the telephone company on a real server on a loopback port; the planner is played by the test.</summary>
internal sealed class DeliveryHost : IAsyncDisposable
{
    public const string Crew = "+4595000001", Neighbour = "+4595000002", Sender = "+4595000099";
    public const string SimulatedSid = "AC00000000000000000000000000000000", SimulatedToken = "simulator";
    private readonly WebApplication app;
    private readonly TestDatabase? database;

    private DeliveryHost(WebApplication app, TestDatabase? database, FakeTimeProvider clock, LogLines log) =>
        (this.app, this.database, Clock, Log) = (app, database, clock, log);

    public FakeTimeProvider Clock { get; }

    public LogLines Log { get; }

    public IServiceProvider Services => app.Services;

    public SimulatedPhones Phones => Services.GetRequiredService<SimulatedPhones>();

    public Uri Address => new(app.Urls.First());

    /// <summary>What the planner answers right before sending.</summary>
    public Func<Message, ValueTask<Outgoing>> Prepares { get; set; } = message => new(Text(message));

    /// <summary>What came to /sms/inbound: the fields and the signature.</summary>
    public ConcurrentQueue<(Dictionary<string, string> Fields, string Signature, string Address)> Inbound { get; } = new();

    public static DateTimeOffset Noon { get; } = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static Outgoing Text(Message message) =>
        new Outgoing.Send(Sender, message.Recipient.StartsWith("member", StringComparison.Ordinal) ? Crew : Neighbour, $"NV-4827 {message.PlanKey}", [1, 2, 3]);

    public static Task<TestDatabase> Database(DatabaseKind kind) => TestDatabase.CreateAsync(kind, "notifications", async settings =>
    {
        await using var db = DesignTime.Context(settings);
        await db.Database.MigrateAsync();
    });

    /// <summary>Starts it.</summary>
    /// <param name="kind">The database.</param>
    /// <param name="loop">Whether delivery runs by itself; otherwise the test says <see cref="RunOnce"/>.</param>
    /// <param name="settings">More configuration.</param>
    /// <param name="line">Stands in for the wire to the provider.</param>
    /// <param name="existing">A database that outlives this host.</param>
    public static async Task<DeliveryHost> StartAsync(
        DatabaseKind kind, bool loop = false, Dictionary<string, string?>? settings = null, HttpMessageHandler? line = null, TestDatabase? existing = null)
    {
        var database = existing ?? await Database(kind);
        var clock = new FakeTimeProvider(Noon);
        var log = new LogLines();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.WebHost.UseUrls(settings?.GetValueOrDefault("urls") ?? "http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Folder"] = ProcessFolder.Fresh("phones"), ["Simulator:Pace"] = "00:00:00", ["Sms:Patience"] = "00:00:05",
        }).AddInMemoryCollection(settings ?? []);
        builder.Logging.ClearProviders().AddProvider(log);
        DeliveryHost? host = null;
        builder.Services.AddSingleton(database.Settings).AddSingleton<WriteGate>().AddSingleton<TimeProvider>(clock);
        builder.Services.AddForumContext<NotificationsDb, SqliteNotificationsDb, PostgresNotificationsDb>(NotificationsDb.HistoryTable);
        ForumNotifications.AddDelivery(builder.Services);
        ForumNotifications.AddSimulator(builder.Services);
        builder.Services.AddScoped<Prepare>(_ => (message, _) => host!.Prepares(message));
        if (!loop) WithoutLoop(builder.Services);
        if (line is not null) builder.Services.AddHttpClient(SmsChannel.ClientName).ConfigurePrimaryHttpMessageHandler(() => line);
        var app = builder.Build();
        DeliveryReceipts.Map(app);
        app.MapTwilioSimulator();
        app.MapPost("/sms/inbound", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            host!.Inbound.Enqueue((form.ToDictionary(f => f.Key, f => f.Value.ToString()), request.Headers["X-Twilio-Signature"].ToString(), new Uri(host.Address, "/sms/inbound").AbsoluteUri));
            return Results.Content("<Response></Response>", "text/xml");
        });
        host = new(app, existing is null ? database : null, clock, log);
        await app.StartAsync();
        return host;
    }

    /// <summary>Plans a message that is due now.</summary>
    public async Task<Guid> Plan(string kind = MessageKind.CrewTask, string key = "task", string recipient = "member:1", Guid? subject = null, int forum = 1)
    {
        var message = Message.Plan(kind, forum, key, recipient, subject, "{}", Clock.GetUtcNow(), Clock.GetUtcNow());
        await InScope<NotificationsDb, bool>(async db =>
        {
            await db.Write(() => Task.FromResult(db.Add(message)), default);
            return true;
        });
        Services.GetRequiredService<MessageSignal>().Raise();
        return message.Id;
    }

    public Task<int> RunOnce() => Services.GetRequiredService<DeliverMessages>().RunOnce(default);

    public Task<Message> Find(Guid id) => InScope<NotificationsDb, Message>(db => db.Messages.AsNoTracking().SingleAsync(m => m.Id == id));

    public Task<List<Receipt>> Receipts(Guid id) => InScope<NotificationsDb, List<Receipt>>(db => db.Receipts.AsNoTracking().Where(r => r.MessageId == id).ToListAsync());

    public async Task<TResult> InScope<T, TResult>(Func<T, Task<TResult>> work)
        where T : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>Waits until the message stands there.</summary>
    public Task Reaches(Guid id, MessageState state) => Eventually.True(async () => (await Find(id)).State == state, what: state.ToString());

    /// <summary>Outbound texts that the telephone company has taken.</summary>
    public int Taken(string number = Crew) => Phones.Texts(number).Count(t => !t.IsMine);

    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
    }

    private static void WithoutLoop(IServiceCollection services)
    {
        var hosted = services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationFactory?.Method.ReturnType == typeof(DeliverMessages));
        services.Remove(hosted);
    }
}
