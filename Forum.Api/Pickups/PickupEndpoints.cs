using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tryghedsforum.Api.DropOffs;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Pickups;

/// <summary>Who is to fetch.</summary>
/// <param name="Team">Its id; null: the ground rule's team.</param>
internal sealed record RequestPickupRequest(Guid? Team);

/// <summary>Why it is handed back.</summary>
/// <param name="Why">At most 200 characters.</param>
internal sealed record HandBackPickupRequest(string? Why);

/// <summary>A named time.</summary>
/// <param name="Before">Fetched before; within fourteen days.</param>
internal sealed record PromiseTimeRequest(DateTimeOffset Before);

/// <summary>What was handed in.</summary>
/// <param name="Count">1 to 999; null when not counted.</param>
internal sealed record RecordDropOffRequest(int? Count);

internal static class PickupEndpoints
{
    private const string Key = "Idempotency-Key";

    public static void MapPickups(this RouteGroupBuilder forum)
    {
        var pickup = forum.MapGroup("/reports/{number}/pickup").WithTags("Pickups");
        pickup.MapPost("/", async (BoundActor by, string number, RequestPickupRequest request, [FromHeader(Name = Key)] string? key, RequestPickup order, CancellationToken cancellation) =>
            await ReportEndpoints.Done(order.Run(by.Actor, number, request.Team, key, cancellation))).NeedsPolicy(Policies.Handle);
        pickup.MapGet("/chain", async (BoundActor by, string number, ReadChain read, CancellationToken cancellation) =>
            TypedResults.Ok(await read.Run(by.Actor, number, cancellation))).NeedsPolicy(Policies.Fetch);
        pickup.MapPost("/accept", async (BoundActor by, string number, [FromHeader(Name = Key)] string? key, AcceptPickup accept, CancellationToken cancellation) =>
            TypedResults.Ok(new PromiseTimeRequest(await accept.Run(by.Actor, number, key, cancellation)))).NeedsPolicy(Policies.Fetch);
        pickup.MapPost("/collected", async (BoundActor by, string number, ConfirmCollectedRequest request, [FromHeader(Name = Key)] string? key, ConfirmCollected confirm, CancellationToken cancellation) =>
            await ReportEndpoints.Done(confirm.Run(by.Actor, number, request, key, cancellation))).NeedsPolicy(Policies.Fetch);
        pickup.MapPost("/nothing-found", async (BoundActor by, string number, [FromHeader(Name = Key)] string? key, ReportNothingFound nothing, CancellationToken cancellation) =>
            await ReportEndpoints.Done(nothing.Run(by.Actor, number, key, cancellation))).NeedsPolicy(Policies.Fetch);
        pickup.MapPost("/hand-back", async (BoundActor by, string number, HandBackPickupRequest request, [FromHeader(Name = Key)] string? key, HandBackPickup back, CancellationToken cancellation) =>
            await ReportEndpoints.Done(back.Run(by.Actor, number, request.Why, key, cancellation))).NeedsPolicy(Policies.Fetch);
        pickup.MapPost("/promise", async (BoundActor by, string number, PromiseTimeRequest request, [FromHeader(Name = Key)] string? key, PromiseTime promise, CancellationToken cancellation) =>
            await ReportEndpoints.Done(promise.Run(by.Actor, number, request.Before, key, cancellation))).NeedsPolicy(Policies.Fetch);
        pickup.MapPost("/cancel", async (BoundActor by, string number, [FromHeader(Name = Key)] string? key, CancelPickup cancel, CancellationToken cancellation) =>
            await ReportEndpoints.Done(cancel.Run(by.Actor, number, key, cancellation))).NeedsPolicy(Policies.Handle);
        forum.MapPost("/drop-offs", async (BoundActor by, RecordDropOffRequest request, [FromHeader(Name = Key)] string? key, RecordDropOff record, CancellationToken cancellation) =>
            await ReportEndpoints.Done(record.Run(by.Actor, request.Count, key, cancellation))).WithTags("Drop-offs").NeedsPolicy(Policies.Fetch);
    }
}
