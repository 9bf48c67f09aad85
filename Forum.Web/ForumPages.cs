using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Web.Frame;
using Tryghedsforum.Web.Pages;
using Tryghedsforum.Web.Pages.Board;
using Tryghedsforum.Web.Pages.Members;
using Tryghedsforum.Web.Pages.Months;
using Tryghedsforum.Web.Pages.Pickups;
using Tryghedsforum.Web.Pages.Privacy;
using Tryghedsforum.Web.Pages.Releases;
using Tryghedsforum.Web.Pages.Reports;
using Tryghedsforum.Web.Parts;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web;

/// <summary>Everything a person sees: the frame, the language, the error pages and the files.</summary>
internal static class ForumPages
{
    public static IServiceCollection AddForumPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddFrame().AddLanguage().AddPageCompression();
        services.AddScoped(provider => new ForumClock(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IStringLocalizer<PartText>>()));
        services.AddScoped<KindWords>().AddScoped<PageSeal>().AddScoped<ReportSeals>().AddScoped<ReportSteps>().AddScoped<WhoHasHeard>().AddScoped<FollowActs>().AddScoped<FollowStory>().AddScoped<OwnThings>().AddScoped<ArchiveZip>();
        services.AddScoped<CaseWords>().AddScoped<CaseStory>().AddScoped<CaseDeeds>().AddScoped<PickupDeeds>().AddScoped<MonthWords>().AddScoped<MonthTables>().AddScoped<PublicTables>().AddScoped<MonthFiles>().AddScoped<MonthPaper>().AddScoped<ForumTables>().AddScoped<Pages.Audit.AuditSentences>().AddScoped<DeputyWords>().AddScoped<Pages.Rosters.DutyWords>().AddScoped<FoundWords>();
        return services;
    }

    /// <summary>First in the pipeline: before routing, sign-in and everything that may fail.</summary>
    public static IApplicationBuilder UseForumPages(this IApplicationBuilder app) =>
        app.UseSecurityHeaders().UseRequestLocalization().UsePageCompression().UseErrorPages();

    public static void MapForumPages(this WebApplication app)
    {
        app.MapStaticAssets().NeedsPolicy(Policies.SeePublic);
        app.MapLanguage();
        app.MapErrorPages();
        app.MapSecurityContact();
        app.MapWebManifest();
        app.MapSessions();
        app.MapStopMails();
        app.MapPasskeys();
        app.MapProviders();
        app.MapReportForms();
        app.MapOwnThings();
        app.MapArchive();
        app.MapMonthFiles();
        app.MapForumFiles();
        app.MapRazorComponents<App>().HideOutsideDevelopment(app.Environment);
    }
}
