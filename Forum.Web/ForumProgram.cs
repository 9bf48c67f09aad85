using Tryghedsforum.Api;
using Tryghedsforum.Notifications;
using Tryghedsforum.Web.Demo;
using Tryghedsforum.Web.Frame;
using Tryghedsforum.Web.Pages.Members;
using Tryghedsforum.Web.Settings;

namespace Tryghedsforum.Web;

/// <summary>Composes the program: what happened (Api), who is told (Notifications), what a person sees (Web). Tests compose the same with one hand on the builder.</summary>
public static class ForumProgram
{
    /// <summary>Registers everything and builds the host, which has not started yet.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="more">The last word on the services.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? more = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        SettingsCheck.Check(builder.Configuration, builder.Environment);
        builder.AddForumLogging();
        builder.Services.AddForumApi(builder.Configuration);
        builder.Services.AddForumNotifications(builder.Configuration);
        builder.Services.AddForumPages().AddProxies(builder.Configuration).AddHosts(builder.Configuration, builder.Environment).AddProviders(builder.Configuration, builder.Environment);
        builder.Services.AddForumHealth().AddTelemetry(builder.Configuration);
        more?.Invoke(builder);

        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseForumPages();
        app.UseRouting();
        app.UseForumApi();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseLookUpLimits();
        app.UseForumOfRequest();
        app.UseCaseOfRequest();
        app.MapForumApi();
        app.MapForumNotifications();
        if (app.Environment.IsDevelopment()) app.MapTwilioSimulator();
        app.MapForumPages();
        app.MapForumHealth();
        return app;
    }

    /// <summary>Checks that the program may start, brings the schema up to date and, in Development, makes the demo once.</summary>
    /// <exception cref="CannotStart">With the reason in one sentence.</exception>
    public static async Task Prepare(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.CheckRestore();
        await app.Migrate(stopping);
        await app.CheckDatabase(stopping);
        if (!app.Environment.IsDevelopment()) return;
        if (await DemoSeed.IsHalfDone(app.Services, stopping))
        {
            await app.Services.DropDemo(stopping);
            await app.Migrate(stopping);
        }

        // The people of the demo hear of the cases that are under way, not of the fourteen months behind them.
        foreach (var made in await DemoSeed.Run(app.Services, app.Configuration.GetValue("Demo:History", true), stopping))
            await app.Services.TellFrom(made.ForumId, made.PastSeq, stopping);
        await app.SayWhereToLook(stopping);
    }

    private static async Task Migrate(this WebApplication app, CancellationToken stopping)
    {
        await app.Services.MigrateForumApi(stopping);
        await app.Services.PrepareForumNotifications(stopping);
    }
}
