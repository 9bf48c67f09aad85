using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tryghedsforum.Api;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications;
using Tryghedsforum.Web;
using Xunit;

namespace Tryghedsforum.Testing;

/// <summary>What a test may choose about the program that it starts.</summary>
public sealed record ForumHostOptions
{
    /// <summary>Which database.</summary>
    public DatabaseKind Database { get; init; } = DatabaseKind.Sqlite;

    /// <summary>A database that exists already (a second node, a restart); it is not dropped with the host.</summary>
    public DatabaseSettings? Existing { get; init; }

    /// <summary>Development or Production.</summary>
    public string Environment { get; init; } = "Development";

    /// <summary>True: the demo's fourteen months too, as at a real first start; else its forums and people only (Development).</summary>
    public bool DemoHistory { get; init; }

    /// <summary>A clock that only the test moves; null leaves the program its own.</summary>
    public FakeTimeProvider? Clock { get; init; }

    /// <summary>True: a real server on a free port of localhost, for browsers and web sockets.</summary>
    public bool Kestrel { get; init; }

    /// <summary>Configuration beyond what the host gives (database, data folder, keys, addresses, no demo history); wins over it.</summary>
    public IDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Last word on the services.</summary>
    public Action<IServiceCollection>? Services { get; init; }
}

/// <summary>The real program, in this process, on a fresh database and data folder of its own.</summary>
public sealed class ForumHost : WebApplicationFactory<Program>
{
    /// <summary>Where the program looks for the telephone company's simulator.</summary>
    public const string SimulatorAddressKey = "Sms:SimulatorAddress";

    private readonly ForumHostOptions options;
    private readonly TestDatabase? own;

    private ForumHost(ForumHostOptions options, TestDatabase? own)
    {
        this.options = options;
        this.own = own;
        Database = options.Existing ?? own!.Settings;
        Outside = new(this);
        // Browsers take a name, not a number, as passkey domain; and secure cookies want https or localhost.
        Address = options.Kestrel ? new($"http://localhost:{PostgresServer.FreePort()}/") : new("https://localhost/");
        if (options.Kestrel) UseKestrel(Address.Port);
        ClientOptions.BaseAddress = Address;
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>Its database.</summary>
    public DatabaseSettings Database { get; }

    /// <summary>Its data folder (pictures, keys, the simulator's file).</summary>
    public string DataFolder { get; } = ProcessFolder.Fresh("data");

    /// <summary>The world as the program's HTTP clients see it: this host itself, and nothing else unless the test says so.</summary>
    public OutsideWorld Outside { get; }

    /// <summary>All that the program logged.</summary>
    public LogLines Log { get; } = new();

    internal bool IsKestrel => options.Kestrel;

    /// <summary>Starts the program; it is up, with its schema made, when the task ends.</summary>
    public static async Task<ForumHost> StartAsync(ForumHostOptions? options = null)
    {
        options ??= new();
        var host = new ForumHost(options, options.Existing is null ? await TestDatabase.CreateAsync(options.Database, "forum", MakeSchema) : null);
        host.StartServer();
        return host;
    }

    /// <summary>A person with a browser without script and with a cookie jar of their own; signed in if a demo person is named.</summary>
    public async Task<Visitor> ClientAsync(string? signedInAs = null)
    {
        var visitor = new Visitor(this);
        if (signedInAs is not null) await SignIn.As(visitor, signedInAs);
        return visitor;
    }

    /// <summary>A page as somebody sees it who comes for the first time.</summary>
    public Task<AngleSharp.Dom.IDocument> Page(string path) => new Visitor(this).Page(path);

    /// <summary>A connection to a hub, with the visitor's cookies, not yet started.</summary>
    public HubConnection Hub(string path = "/live", Visitor? by = null) => Hub(by?.Cookies, path);

    /// <summary>The same, with the cookies of this jar.</summary>
    public HubConnection Hub(CookieJar? jar, string path = "/live") => new HubConnectionBuilder()
        .WithUrl(new Uri(Address, path), connection =>
        {
            connection.Headers["Origin"] = Address.GetLeftPart(UriPartial.Authority);
            if (jar?.Header is { } cookies) connection.Headers["Cookie"] = cookies;
            if (options.Kestrel) return;
            connection.HttpMessageHandlerFactory = _ => Server.CreateHandler();
            connection.WebSocketFactory = async (context, cancellation) =>
            {
                var client = Server.CreateWebSocketClient();
                client.ConfigureRequest = request =>
                {
                    foreach (var (name, value) in context.Options.Headers) request.Headers[name] = value;
                };
                return await client.ConnectAsync(context.Uri, cancellation);
            };
        })
        .AddJsonProtocol(json => json.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter()))
        .Build();

    // Migrations run once per process and kind; every host gets a copy of the empty schema.
    private static async Task MakeSchema(DatabaseSettings settings)
    {
        await using var program = ForumProgram.Build(
            ["--applicationName=Forum.Web", "--environment=Development", $"--Database:Kind={settings.Kind}", $"--Database:Connection={settings.Connection}", $"--Data:Folder={ProcessFolder.Fresh("data")}"],
            builder => builder.Logging.ClearProviders());
        await program.Services.MigrateForumApi(CancellationToken.None);
        await program.Services.PrepareForumNotifications(CancellationToken.None);
    }

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(options.Environment);
        builder.UseSetting("Database:Kind", Database.Kind.ToString());
        builder.UseSetting("Database:Connection", Database.Connection);
        builder.UseSetting("Data:Folder", DataFolder);
        // Nobody changes his mind in a test that does not say so.
        builder.UseSetting("Messages:ReporterWait", "00:00:00");
        builder.UseSetting("Demo:History", options.DemoHistory.ToString());
        // The same for all hosts: a second node, or a restart in another data folder, reads what the first has sealed.
        builder.UseSetting("Keys:Fields:1", TestKeys.Fields);
        builder.UseSetting("Keys:Lookup", TestKeys.Lookup);
        if (options.Environment == "Development") builder.UseSetting(SimulatorAddressKey, Address.ToString());
        else Furnish(builder);
        // Scheduled work in memory, which starts at once; with a clock that only the test moves, the test also does the scheduled work.
        builder.UseSetting("Schedule:Clustered", "false");
        builder.UseSetting("Schedule:On", options.Clock is null ? "true" : "false");
        foreach (var (key, value) in options.Settings) builder.UseSetting(key, value);
        builder.ConfigureTestServices(services =>
        {
            services.RemoveAll<ILoggerProvider>().AddSingleton<ILoggerProvider>(Log);
            services.AddSingleton<IHttpMessageHandlerBuilderFilter>(Outside);
            if (options.Clock is { } clock) services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(clock);
            options.Services?.Invoke(services);
        });
    }

    // What the program does not start without outside Development; a test takes one away by setting it to nothing.
    private void Furnish(IWebHostBuilder builder)
    {
        builder.UseSetting("PublicUrl", Address.ToString());
        builder.UseSetting("Sms:Provider", "None");
        builder.UseSetting("Keys:Certificate", TestKeys.Certificate);
        builder.UseSetting("Keys:CertificatePassword", TestKeys.Password);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (own is not null) await own.DisposeAsync();
        ProcessFolder.Remove(DataFolder);
    }
}

/// <summary>One host for all tests of a class (<c>IClassFixture</c>): SQLite, Development, the program's own clock.</summary>
public sealed class SharedForumHost : IAsyncLifetime
{
    /// <summary>The host.</summary>
    public ForumHost Host { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Host = await ForumHost.StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
