using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Web.Pages;

namespace Tryghedsforum.Web.Frame;

/// <summary>Answers without content become a page a person can use. Under /api machines are answered elsewhere.</summary>
internal static class ErrorPages
{
    private const string Address = "/fejl";

    public static IApplicationBuilder UseErrorPages(this IApplicationBuilder app) =>
        app.UseWhen(IsForPeople, pages => pages
            // The handler turns a refusal into its status; the status then becomes a page.
            .UseStatusCodePagesWithReExecute(Address + "/{0}", createScopeForStatusCodePages: true)
            .UseExceptionHandler());

    // Answers every method: a failed post is run again with its own.
    public static void MapErrorPages(this IEndpointRouteBuilder app) =>
        app.Map(Address + "/{code:int:range(400,599)}", (int code, HttpContext context) =>
        {
            context.Response.StatusCode = code;
            context.Response.Headers.CacheControl = "no-store";
            // Left by the page that failed; written a second time it would be a failure of its own.
            context.Response.Headers.Remove("blazor-enhanced-nav");
            // The same words for every link that opens nothing: misspelled, revoked, or never made.
            var link = code is StatusCodes.Status404NotFound && context.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath.StartsWith("/s/", StringComparison.Ordinal) is true;
            return new RazorComponentResult<ErrorPage>(new { Code = code, Link = link }) { StatusCode = code };
        }).DisableAntiforgery().NeedsPolicy(Policies.SeePublic);

    /// <summary>The page itself says what a status means; no other page takes its place.</summary>
    public static void SaysItself(this HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
    }

    private static bool IsForPeople(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api")
        && !context.Request.Path.StartsWithSegments("/live")
        && !context.Request.Path.StartsWithSegments("/health");
}
