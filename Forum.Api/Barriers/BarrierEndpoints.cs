using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Barriers;

internal static class BarrierEndpoints
{
    private const string Key = "Idempotency-Key";

    public static void MapBarriers(this RouteGroupBuilder forum)
    {
        var barriers = forum.MapGroup("/barriers").WithTags("Accessibility");
        barriers.MapPost("/", async (BoundActor by, TellBarrierRequest request, [FromHeader(Name = Key)] string? key, TellBarrier tell, CancellationToken cancellation) =>
            await ReportEndpoints.Done(tell.Run(by.Actor, request, key, cancellation))).NeedsPolicy(Policies.Report);
        barriers.MapGet("/", async (BoundActor by, BrowseBarriers browse, CancellationToken cancellation) => TypedResults.Ok(await browse.Run(by.Actor, cancellation))).NeedsPolicy(Policies.Coordinate);
        barriers.MapPost("/{barrier:guid}/handled", async (BoundActor by, Guid barrier, [FromHeader(Name = Key)] string? key, HandleBarrier handle, CancellationToken cancellation) =>
            await ReportEndpoints.Done(handle.Run(by.Actor, barrier, key, cancellation))).NeedsPolicy(Policies.Coordinate);
    }
}
