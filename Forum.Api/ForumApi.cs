using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Backups;
using Tryghedsforum.Api.Barriers;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.DropOffs;
using Tryghedsforum.Api.EarlyWarnings;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.HandOvers;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Places;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.PublicLists;
using Tryghedsforum.Api.Releases;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Rosters;
using Tryghedsforum.Api.Summaries;

namespace Tryghedsforum.Api;

/// <summary>What happened, and is it allowed? Registers and maps everything of this library.</summary>
public static class ForumApi
{
    /// <summary>Name of the sign-in scheme: a cookie that holds no more than a session's id.</summary>
    public const string SessionScheme = "Session";

    /// <summary>Registers the database, the event log, every use case and the live side.</summary>
    public static IServiceCollection AddForumApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<TimeProvider, MicrosecondTime>();
        services.AddSingleton(_ => DatabaseSettings.From(configuration)).AddSingleton<WriteGate>().AddSingleton(_ => UndoWindow.From(configuration)).AddSingleton<FieldCipher>().AddSingleton<RetentionTable>();
        services.Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        services.AddForumContext<ForumDb, SqliteForumDb, PostgresForumDb>(ForumDb.HistoryTable);
        services.AddKeyRing(configuration);
        services.AddMemoryCache().AddLocalization().AddHttpContextAccessor();
        services.AddSessions();
        services.AddScoped<EventLog>().AddScoped<ReadEvents>().AddSingleton<EventSignal>().AddScoped<ReadForum>().AddScoped<ActorSource>().AddScoped<WhoIsOn>().AddScoped<ReachMember>();
        services.AddScoped<SubmitReport>().AddScoped<SubmitText>().AddScoped<AddToReport>().AddScoped<ReopenReport>().AddScoped<EraseContact>().AddScoped<FindCase>().AddScoped<ReadCase>()
            .AddScoped<BrowseBoard>().AddScoped<AcknowledgeReport>().AddScoped<AnswerReport>().AddScoped<AskReporter>().AddScoped<TakeText>().AddScoped<DismissReport>().AddScoped<MergeReports>().AddScoped<UnmergeReport>().AddScoped<ReadMerged>().AddScoped<ReadSamePhone>().AddScoped<ReadAsked>().AddScoped<SendReportOn>().AddScoped<CorrectReport>()
            .AddScoped<SplitReport>().AddScoped<UndoDeed>().AddScoped<ForgetDeeds>().AddScoped<ReadUndo>().AddScoped<ReadUndone>().AddScoped<ShowNewLink>().AddScoped<ViewContact>().AddScoped<NoteSenderLook>().AddScoped<CloseResolved>().AddScoped<DescribeCase>().AddSingleton<ReportLimits>();
        services.AddScoped<RequestPickup>().AddScoped<AcceptPickup>().AddScoped<ConfirmCollected>().AddScoped<ReportNothingFound>().AddScoped<HandBackPickup>().AddScoped<AskNextTeam>().AddScoped<AskOnUntold>().AddScoped<ReadUrgent>().AddScoped<ReadChain>()
            .AddScoped<PromiseTime>().AddScoped<TellLate>().AddScoped<CancelPickup>().AddScoped<RecordDropOff>().AddScoped<BrowseDropOffs>();
        services.AddScoped<HandOverCase>().AddScoped<RevokeHandOver>().AddScoped<ReadHandOver>().AddScoped<AnswerHandOver>().AddScoped<TellOverdue>().AddScoped<ReadHandOverMail>();
        services.AddScoped<TellBarrier>().AddScoped<BrowseBarriers>().AddScoped<HandleBarrier>();
        services.AddScoped<AddPicture>().AddScoped<ReadPicture>().AddSingleton<PictureFolder>().AddSingleton<PictureLimits>();
        services.AddScoped<ProposeRelease>().AddScoped<ReleaseCase>().AddScoped<WithdrawRelease>().AddScoped<ReadRelease>().AddScoped<ReadReleased>().AddScoped<PictureCopies>();
        services.AddFigures();
        services.AddScoped<ReadRoster>().AddScoped<AddShifts>().AddScoped<RemoveShift>().AddScoped<ChangeDay>().AddScoped<UndoDayChange>().AddScoped<HoldOnHolidays>().AddScoped<MakeFeed>().AddScoped<ReadFeed>();
        services.AddScoped<InviteMember>().AddScoped<ReadInvitation>().AddScoped<AcceptInvitation>().AddScoped<CallOffInvitation>().AddScoped<BrowseMembers>().AddScoped<ChangeMember>().AddScoped<NameDeputy>().AddScoped<EndDeputy>().AddScoped<EndMembership>()
            .AddScoped<AskForCode>().AddScoped<ReadSignInCode>().AddScoped<EnterCode>().AddScoped<EnterSecondFactor>().AddScoped<ReadSignIn>().AddScoped<EndSessions>().AddScoped<EndAllSessions>().AddScoped<BrowseSessions>().AddScoped<EndSession>().AddScoped<SignInAttempts>().AddSingleton<SignInLimits>();
        services.AddSingleton<LookUpLimits>();
        services.AddScoped<FreshProof>().AddSingleton(new EmailUse(false)).AddScoped<AskForOwnCode>().AddScoped<AskToSetUpApp>().AddScoped<SetUpApp>().AddScoped<AskToChangePhone>().AddScoped<ChangePhone>().AddScoped<ReadOldPhone>()
            .AddScoped<AskToChangeEmail>().AddScoped<ChangeEmail>().AddScoped<ReadOldEmail>().AddScoped<ReadInvitationMail>();
        services.AddSingleton<TakeBackup>().AddSingleton<CheckBackup>().AddSingleton<RestoreBackup>();
        services.AddScoped<ImportStreets>().AddScoped<ImportPlaces>().AddScoped<ImportTeams>();
        services.AddScoped<ReadSettings>().AddScoped<ChangeContact>().AddScoped<ChangeTimes>().AddScoped<ChangeKeeping>().AddScoped<ChangeWords>().AddScoped<ChangeTeam>().AddScoped<EndTeam>().AddScoped<ChangePlace>().AddScoped<RemovePlace>()
            .AddScoped<ChangeCategory>().AddScoped<ChangeGroundRules>().AddScoped<ChangeRules>().AddScoped<ChangeBudget>().AddScoped<KeepSmsWords>().AddScoped<ReadSmsWords>().AddScoped<NoteBudget>().AddSingleton(new SmsPrice(null)).AddScoped<ReadReadiness>();
        services.AddScoped<BrowseAudit>().AddScoped<VerifyAudit>().AddScoped<MarkLooksSeen>();
        services.AddScoped<ReadOwnData>().AddScoped<ErasePerson>().AddScoped<EraseCase>().AddScoped<ErasePictures>().AddScoped<ErasedBytes>()
            .AddScoped<Departure>().AddScoped<LeaveForum>().AddScoped<AskToJoin>().AddScoped<AddOperator>().AddScoped<BrowseForums>().AddScoped<EndOperator>().AddScoped<JoinForum>().AddScoped<KeepCase>().AddScoped<BrowseOwnCases>().AddScoped<OpenOwnCase>().AddScoped<MarkRead>().AddScoped<BrowseNews>();
        services.AddScoped<FoundForum>().AddScoped<AddMember>().AddScoped<DemoPeople>().AddScoped<EraseExpired>().AddScoped<RecordErasure>().AddScoped<BrowseErasures>().AddScoped<ExportDueCases>().AddScoped<ConfirmExport>();
        services.AddLive();
        services.AddProblemDetails().AddExceptionHandler<RefusalAnswers>().AddSingleton<RefusalAnswers>();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        services.AddOpenApi("v1", ApiDescription.Configure);
        return services;
    }

    private static void AddFigures(this IServiceCollection services)
    {
        services.AddScoped<LookForPatterns>().AddScoped<BrowseEarlyWarnings>().AddScoped<SettleEarlyWarning>();
        services.AddScoped<RemakePublicList>().AddScoped<ReadPublicList>().AddScoped<CountMonth>().AddScoped(_ => new CountMessages((_, _, _, _) => Task.FromResult<MessageCount?>(null))).AddScoped<SetDuty>().AddScoped<FollowStreets>().AddScoped<ChooseMessages>().AddScoped<ReadMessageChoices>().AddScoped<StopMails>();
        services.AddSingleton(new PushUse(null, IsReal: true)).AddScoped<AddPushDevice>().AddScoped<BrowsePushDevices>().AddScoped<RemovePushDevice>().AddScoped<ReadPushDevices>().AddScoped<ForgetPushDevice>();
        services.AddScoped<MakeSummaries>().AddScoped<WriteSummary>().AddScoped<PublishSummary>().AddScoped<CorrectSummary>().AddScoped<ReadSummary>().AddScoped<BrowseSummaries>().AddScoped<CompareForums>().AddScoped<MakePublicStreets>().AddScoped<ReadPublicFigures>().AddScoped<BrowsePublicFigures>();
    }

    /// <summary>What must stand between routing and the endpoints: problem details for every failure of the interface, and the origin check.</summary>
    public static IApplicationBuilder UseForumApi(this IApplicationBuilder app) =>
        app.UseWhen(RefusalAnswers.IsInterface, api => api
                .UseStatusCodePages(async status => await status.HttpContext.RequestServices.GetRequiredService<RefusalAnswers>().WriteStatus(status.HttpContext))
                .UseExceptionHandler())
            .UseSameOrigin();

    /// <summary>Stands after signing in, before anything is looked up: whoever has asked for too much that does not exist is refused.</summary>
    public static IApplicationBuilder UseLookUpLimits(this IApplicationBuilder app) => app.Use((context, next) => context.RequestServices.GetRequiredService<LookUpLimits>().Watch(context, next));

    /// <summary>Maps the interface, its description and the live connection.</summary>
    public static IEndpointRouteBuilder MapForumApi(this IEndpointRouteBuilder app)
    {
        var forum = app.MapGroup("/api/v1/forums/{slug}").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        forum.MapReports();
        forum.MapPickups();
        forum.MapReleases();
        forum.MapForums();
        forum.MapSummaries();
        forum.MapPublicFigures();
        forum.MapBarriers();
        forum.MapEarlyWarnings();
        forum.MapHandOvers();
        forum.MapAudit();
        forum.MapPrivacy();
        forum.MapSettings();
        forum.MapMembers();
        forum.MapRosters();
        app.MapForumComparison();
        app.MapHub<LiveHub>("/live").NeedsPolicy(Policies.SeePublic);
        app.MapOpenApi("/openapi/{documentName}.json").NeedsPolicy(Policies.SeePublic);
        return app;
    }

    /// <summary>Brings the schema up to date; two nodes one version apart both work, since migrations only add.</summary>
    public static async Task MigrateForumApi(this IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ForumDb>().Database.BringUpToDate(cancellation);
    }

    /// <summary>Throws the whole database away, what was made for showing and nothing else: with a forum that is not a demo in it, it does nothing.</summary>
    public static async Task DropDemo(this IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ForumDb>();
        if (await db.Forums.AllAsync(forum => forum.IsDemo, cancellation)) await db.Database.EnsureDeletedAsync(cancellation);
    }

    private static void AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<SessionStore>();
        services.AddAuthentication(SessionScheme).AddCookie(SessionScheme);
        services.AddAuthorization();
        // AddEntityFrameworkStores would take the framework's own row for passkeys.
        services.AddIdentityCore<Person>().AddUserStore<UserOnlyStore<Person, ForumDb, Guid, IdentityUserClaim<Guid>, IdentityUserLogin<Guid>, IdentityUserToken<Guid>, Passkey>>();
        services.AddPasskeys();
        services.AddSingleton<SignInProviders>().AddScoped<AskForProvider>().AddScoped<EnterProvider>().AddScoped<AskToAddProvider>().AddScoped<AddProvider>().AddScoped<BrowseProviders>().AddScoped<RemoveProvider>();
        services.AddOptions<CookieAuthenticationOptions>(SessionScheme).Configure<SessionStore, Microsoft.Extensions.Hosting.IHostEnvironment>((cookie, store, environment) =>
        {
            var development = string.Equals(environment.EnvironmentName, "Development", StringComparison.Ordinal);
            cookie.SessionStore = store;
            // Development runs over plain http on localhost, where a secure cookie would not come back.
            cookie.Cookie.Name = development ? "forum-session" : "__Host-session";
            cookie.Cookie.SecurePolicy = development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            (cookie.Cookie.HttpOnly, cookie.Cookie.SameSite, cookie.Cookie.Path) = (true, SameSiteMode.Lax, "/");
            // How long a session lasts stands in SessionLimit.
            (cookie.ExpireTimeSpan, cookie.SlidingExpiration, cookie.LoginPath, cookie.AccessDeniedPath) = (TimeSpan.FromHours(12), true, "/log-ind", "/log-ind");
        });
    }

    private static void AddLive(this IServiceCollection services)
    {
        services.AddSignalR(hub => (hub.MaximumReceiveMessageSize, hub.MaximumParallelInvocationsPerClient, hub.EnableDetailedErrors) = (4 * 1024, 1, false))
            .AddJsonProtocol(json => json.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        services.AddSingleton<LiveCursor>().AddScoped<PageCursor>();
        services.AddSingleton<LogTail>().AddHostedService(provider => provider.GetRequiredService<LogTail>());
        services.AddSingleton<LiveConnections>().AddHostedService(provider => provider.GetRequiredService<LiveConnections>());
        services.AddHostedService<NodeWake>().AddHostedService<ReadBell>();
    }
}
