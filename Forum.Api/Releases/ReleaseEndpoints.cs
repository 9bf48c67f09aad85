using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Releases;

internal static class ReleaseEndpoints
{
    private const string Key = "Idempotency-Key";

    public static void MapReleases(this RouteGroupBuilder forum)
    {
        var one = forum.MapGroup("/reports/{number}/release").WithTags("Releases");
        one.MapGet("/", async (BoundActor by, string number, ReadRelease read, CancellationToken cancellation) => TypedResults.Ok(await read.Run(by.Actor, number, null, cancellation))).NeedsPolicy(Policies.ProposeRelease);
        one.MapPost("/propose", async (BoundActor by, string number, ProposeReleaseRequest request, [FromHeader(Name = Key)] string? key, ProposeRelease propose, CancellationToken cancellation) =>
            await ReportEndpoints.Done(propose.Run(by.Actor, number, request, key, cancellation))).NeedsPolicy(Policies.ProposeRelease);
        one.MapPost("/", async (BoundActor by, string number, ReleaseCaseRequest request, [FromHeader(Name = Key)] string? key, ReleaseCase release, CancellationToken cancellation) =>
            await ReportEndpoints.Done(release.Run(by.Actor, number, request, key, cancellation))).NeedsPolicy(Policies.Release);
        one.MapPost("/withdraw", async (BoundActor by, string number, [FromHeader(Name = Key)] string? key, WithdrawRelease withdraw, CancellationToken cancellation) =>
            await ReportEndpoints.Done(withdraw.Run(by.Actor, number, key, cancellation))).NeedsPolicy(Policies.ProposeRelease);

        var all = forum.MapGroup("/releases").WithTags("Releases");
        all.MapGet("/", async (BoundActor by, ReadReleased read, CancellationToken cancellation) => TypedResults.Ok(await read.Run(by.Actor, cancellation))).NeedsPolicy(Policies.ReadReleased);
        all.MapGet("/pictures/{id:guid}", async (BoundActor by, Guid id, HttpContext context, ReadReleased read, CancellationToken cancellation, bool small = false) =>
            PictureAnswer.Of(context, await read.Picture(by.Actor, id, small, cancellation))).NeedsPolicy(Policies.ReadReleased);
        all.MapGet("/waiting", async (BoundActor by, ReadRelease read, CancellationToken cancellation) => TypedResults.Ok(await read.Waiting(by.Actor, cancellation))).NeedsPolicy(Policies.Release);
    }
}
