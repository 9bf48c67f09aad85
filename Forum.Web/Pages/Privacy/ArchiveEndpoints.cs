using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Web.Frame;

namespace Tryghedsforum.Web.Pages.Privacy;

/// <summary>The download for the archive.</summary>
internal static class ArchiveEndpoints
{
    public static void MapArchive(this IEndpointRouteBuilder app) => app.MapPost("/{Slug}/sletning/arkiv", (Delegate)Download).NeedsPolicy(Policies.Archive);

    private static async Task<IResult> Download(HttpContext context, IAntiforgery antiforgery, ExportDueCases export, ArchiveZip zip, CancellationToken cancellation)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        var (page, home) = (context.Page(), $"/{context.Page().Settings.Forum.Slug}");
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            var cases = await export.Run(page.Actor, cancellation);
            // The framework's ZIP writes the last bytes of an entry without awaiting: https://github.com/dotnet/runtime/issues/133347
            if (context.Features.Get<IHttpBodyControlFeature>() is { } body) body.AllowSynchronousIO = true;
            return Results.Stream(stream => zip.Write(stream, page.Actor, page.Settings, cases, cancellation), "application/zip", $"arkiv-{page.Settings.Forum.Slug}-{cases.At:yyyy-MM-dd-HHmm}.zip");
        }
        catch (Refused refused) when (refused.Code == RefusalCode.ProveAgain)
        {
            return Results.LocalRedirect($"{home}/mig/bekraeft?ReturnUrl={Uri.EscapeDataString($"{home}/sletning")}");
        }
        catch (Refused refused) when (refused.Code == RefusalCode.NotFound)
        {
            return Results.LocalRedirect($"{home}/sletning?sket=intet");
        }
    }
}
