using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Web.Frame;
using Tryghedsforum.Web.Pages.Reports;

namespace Tryghedsforum.Web.Pages.Privacy;

/// <summary>What is held about somebody, as files: a member's own, and the holder's of a case.</summary>
internal static class OwnThingsEndpoints
{
    public static void MapOwnThings(this IEndpointRouteBuilder app)
    {
        app.MapGet("/{Slug}/mig/data.json", Person).NeedsPolicy(Policies.OwnData);
        app.MapGet("/s/{secret}/alt.json", Case).NeedsPolicy(Policies.FollowCase);
        app.MapGet("/s/{secret}/billede/{id:guid}", Picture).NeedsPolicy(Policies.FollowCase);
    }

    private static async Task<IResult> Person(HttpContext context, OwnThings own, CancellationToken cancellation)
    {
        var held = await own.Person(context.Page().Actor, cancellation);
        return AsFile(context, "mig.json", held);
    }

    private static async Task<IResult> Case(HttpContext context, OwnThings own, CancellationToken cancellation)
    {
        var held = await own.Case(context.Page().Actor, cancellation);
        return AsFile(context, $"{held.Case.Number}.json", held);
    }

    private static async Task<IResult> Picture(HttpContext context, Guid id, ReadPicture read, CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        return Results.Stream(await read.Own(context.Page().Actor, id, cancellation), "image/jpeg");
    }

    private static IResult AsFile<T>(HttpContext context, string name, T held)
    {
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(held, ReportForms.Readable);
    }
}
