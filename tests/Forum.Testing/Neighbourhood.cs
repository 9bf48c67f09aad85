using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tryghedsforum.Api;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Testing;

/// <summary>
/// A fresh database with two founded forums and people in every role, the use cases to act in them, and a clock that only the test moves.
/// It begins on a Tuesday at ten in the morning, local time.
/// </summary>
public sealed class Neighbourhood : IAsyncDisposable
{
    /// <summary>Tuesday 12 January 2027, 10:00 in Copenhagen.</summary>
    public static readonly DateTimeOffset Start = new(2027, 1, 12, 9, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase database;
    private readonly IHost host;

    private Neighbourhood(TestDatabase database, IDictionary<string, string?> more)
    {
        this.database = database;
        Settings = new Dictionary<string, string?>(more) { ["Data:Folder"] = DataFolder };
        foreach (var (key, value) in Keys) Settings[key] = value;
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(Settings).AddInMemoryCollection([new("Database:Kind", database.Settings.Kind.ToString()), new("Database:Connection", database.Settings.Connection)]);
        builder.Services.AddSingleton<TimeProvider>(Clock).AddSingleton<ILoggerProvider>(Log).AddForumApi(builder.Configuration)
            .AddSingleton(new EmailUse(more.TryGetValue("Email:Provider", out var provider) is false || provider != "None"));
        host = builder.Build();
    }

    /// <summary>The clock of everything that happens here.</summary>
    public FakeTimeProvider Clock { get; } = new(Start);

    /// <summary>All that was logged, at every level.</summary>
    public LogLines Log { get; } = new();

    /// <summary>Pictures and other files.</summary>
    public string DataFolder { get; } = ProcessFolder.Fresh("data");

    /// <summary>The database, for a host that is to serve this neighbourhood.</summary>
    public DatabaseSettings Database => database.Settings;

    /// <summary>Configuration with keys, for the same.</summary>
    public IDictionary<string, string?> Settings { get; }

    /// <summary>The first forum, as it was founded.</summary>
    public ForumSettings Forum { get; private set; } = null!;

    /// <summary>The second forum.</summary>
    public ForumSettings Other { get; private set; } = null!;

    /// <summary>Somebody unknown with a browser, in the first forum.</summary>
    public Actor Neighbour => Actor.Anyone(Forum.Forum.Id, "");

    /// <summary>The program itself, in the first forum.</summary>
    public Actor Program => Actor.Program(Forum.Forum.Id);

    internal IServiceProvider Services => host.Services;

    private Dictionary<(int Forum, string Name), Member> Members { get; set; } = [];

    private static Dictionary<string, string?> Keys { get; } = new()
    {
        ["Keys:Fields:1"] = TestKeys.Fields, ["Keys:Lookup"] = TestKeys.Lookup, ["Keys:Certificate"] = TestKeys.Certificate, ["Keys:CertificatePassword"] = TestKeys.Password,
    };

    /// <summary>Founds it on a database of its own.</summary>
    public static async Task<Neighbourhood> Found(DatabaseKind kind, IDictionary<string, string?>? settings = null)
    {
        var database = await TestDatabase.CreateAsync(kind, nameof(Neighbourhood), Prepare);
        var here = new Neighbourhood(database, settings ?? new Dictionary<string, string?>());
        await here.Db(async db =>
        {
            here.Members = await (from m in db.Members.AsNoTracking() join p in db.Users on m.PersonId equals p.Id select new { m, p.Name }).ToDictionaryAsync(row => (row.m.ForumId, row.Name), row => row.m);
            return true;
        });
        here.Forum = (await here.Do((ReadForum read) => read.BySlug(Quarter.Slug, CancellationToken.None)))!;
        here.Other = (await here.Do((ReadForum read) => read.BySlug(Quarter.OtherSlug, CancellationToken.None)))!;
        return here;
    }

    /// <summary>One of the invented people, in the first forum.</summary>
    public Actor As(string name) => Actor.Of(Member(name));

    /// <summary>One of the invented people, who has signed in just now; in the first forum, or in the one that is named.</summary>
    public async Task<Actor> SignedIn(string name, string? device = null, int? forum = null)
    {
        var member = Members[(forum ?? Forum.Forum.Id, name)];
        var session = new Session { Id = Guid.NewGuid().ToString("N"), PersonId = member.PersonId, Device = device, StartedAt = Clock.GetUtcNow() };
        session.Renew([], Clock.GetUtcNow().AddHours(12));
        await Db(async db =>
        {
            db.Sessions.Add(session);
            await db.SaveChangesAsync();
            return true;
        });
        return Actor.Of(member, "", session.Id);
    }

    /// <summary>One of the invented people, in the second forum.</summary>
    public Actor Elsewhere(string name) => Actor.Of(Members[(Other.Forum.Id, name)]);

    /// <summary>The row of a member.</summary>
    public Member Member(string name) => Members[(Forum.Forum.Id, name)];

    /// <summary>Whose member this is, in whichever of the forums.</summary>
    public Guid PersonOf(string name) => Members.First(one => one.Key.Name == name).Value.PersonId;

    /// <summary>The id of a team by its name.</summary>
    public Guid Team(string name) => Forum.Teams.Concat(Other.Teams).Single(team => team.Name == name).Id;

    /// <summary>Calls a use case in a scope of its own, as a request does.</summary>
    public async Task<T> Do<TUse, T>(Func<TUse, Task<T>> act)
        where TUse : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TUse>());
    }

    /// <summary>Forgets the forums' tables, which are read anew at most every ten seconds of real time.</summary>
    public void Forget() => ((Microsoft.Extensions.Caching.Memory.MemoryCache)Services.GetRequiredService<Microsoft.Extensions.Caching.Memory.IMemoryCache>()).Clear();

    /// <summary>Reads or arranges rows.</summary>
    public Task<T> Db<T>(Func<ForumDb, Task<T>> act) => Do(act);

    /// <summary>Sends a report as somebody unknown would, or as said.</summary>
    public Task<SubmitReportAnswer> Report(SubmitReportRequest? request = null, Actor? by = null, string? key = null) =>
        Do((SubmitReport submit) => submit.Run(by ?? Neighbour, request ?? Needles(), key, CancellationToken.None));

    /// <summary>Needles on a street that has a fetching team.</summary>
    public static SubmitReportRequest Needles(string written = "Ørnevej 6", Ground ground = Ground.Street) =>
        new() { Category = CategoryCode.NeedleWaste, Ground = ground, Place = new() { Written = written }, Amount = Amount.TwoToFive, Find = Find.Needles, Channel = Channel.Web };

    /// <summary>A case as its row stands.</summary>
    public Task<Report> Case(string number) => Db(db => db.Reports.AsNoTracking().SingleAsync(report => report.Number == number));

    /// <summary>The pickup of a case as its row stands.</summary>
    public async Task<Api.Pickups.Pickup> Pickup(string number)
    {
        var id = (await Case(number)).PickupId;
        return await Db(db => db.Pickups.AsNoTracking().SingleAsync(pickup => pickup.Id == id));
    }

    /// <summary>The holder of a case's link.</summary>
    public async Task<Actor> Holder(SubmitReportAnswer sent) => (await Do((FindCase find) => find.BySecret(sent.Secret, "", CancellationToken.None)))!;

    /// <summary>The log of the first forum, or of one case of it.</summary>
    public async Task<IReadOnlyList<ForumEvent>> Events(string? number = null)
    {
        var id = number is null ? (Guid?)null : (await Case(number)).Id;
        return await Db(db => db.Events.AsNoTracking().Where(e => e.ForumId == Forum.Forum.Id && (id == null || e.SubjectId == id)).OrderBy(e => e.Seq).ToListAsync());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (host is IAsyncDisposable services) await services.DisposeAsync();
        await database.DisposeAsync();
        ProcessFolder.Remove(DataFolder);
    }

    private static async Task Prepare(DatabaseSettings settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(Keys).AddInMemoryCollection([new("Database:Kind", settings.Kind.ToString()), new("Database:Connection", settings.Connection)]);
        builder.Services.AddForumApi(builder.Configuration);
        using var program = builder.Build();
        await program.Services.MigrateForumApi(CancellationToken.None);
        await using var scope = program.Services.CreateAsyncScope();
        await Quarter.Found(scope.ServiceProvider.GetRequiredService<ForumDb>(), scope.ServiceProvider.GetRequiredService<FieldCipher>());
    }
}
