using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Summaries;

internal static class PublicFigureEndpoints
{
    public static void MapPublicFigures(this RouteGroupBuilder forum)
    {
        var figures = forum.MapGroup("/public-figures").WithTags("Public");
        figures.MapGet("/", async (BoundActor by, BrowsePublicFigures browse, CancellationToken cancellation) => TypedResults.Ok(await browse.Run(by.Actor, cancellation))).NeedsPolicy(Policies.SeePublic);
        figures.MapGet("/{month}", async (BoundActor by, string month, ReadPublicFigures read, CancellationToken cancellation) =>
            TypedResults.Ok(await read.Run(by.Actor, SummaryEndpoints.Month(month), null, cancellation))).NeedsPolicy(Policies.SeePublic);
        figures.MapGet("/{month}/versions/{edition:int}", async (BoundActor by, string month, int edition, ReadPublicFigures read, CancellationToken cancellation) =>
            TypedResults.Ok(await read.Run(by.Actor, SummaryEndpoints.Month(month), edition, cancellation))).NeedsPolicy(Policies.SeePublic);
    }
}
