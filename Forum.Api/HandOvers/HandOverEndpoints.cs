using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.HandOvers;

internal static class HandOverEndpoints
{
    private const string Key = "Idempotency-Key";

    public static void MapHandOvers(this RouteGroupBuilder forum)
    {
        var ours = forum.MapGroup("/reports/{number}/hand-over").WithTags("Hand-over");
        ours.MapPost("/", async (BoundActor by, string number, HandOverCaseRequest request, [FromHeader(Name = Key)] string? key, HandOverCase hand, CancellationToken cancellation) =>
            TypedResults.Ok(await hand.Run(by.Actor, number, request, key, cancellation))).NeedsPolicy(Policies.Handle);
        ours.MapPost("/revoke", async (BoundActor by, string number, [FromHeader(Name = Key)] string? key, RevokeHandOver revoke, CancellationToken cancellation) =>
            await ReportEndpoints.Done(revoke.Run(by.Actor, number, key, cancellation))).NeedsPolicy(Policies.Handle);
        var theirs = forum.MapGroup("/hand-overs/{outside}").WithTags("Hand-over");
        theirs.MapGet("/", async (BoundActor by, string outside, ReadHandOver read, CancellationToken cancellation) =>
            await read.Run(by.Actor, outside, cancellation) is { } view ? (IResult)TypedResults.Ok(view) : TypedResults.Problem(statusCode: StatusCodes.Status410Gone)).Produces<OutsideView>().ProducesProblem(StatusCodes.Status410Gone).NeedsPolicy(Policies.AnswerHandOver);
        theirs.MapPost("/answer", async (BoundActor by, string outside, AnswerHandOverRequest request, [FromHeader(Name = Key)] string? key, AnswerHandOver answer, CancellationToken cancellation) =>
            await answer.Run(by.Actor, outside, request, key, cancellation) ? (IResult)TypedResults.NoContent() : TypedResults.Problem(statusCode: StatusCodes.Status410Gone)).Produces(204).ProducesProblem(StatusCodes.Status410Gone).NeedsPolicy(Policies.AnswerHandOver);
    }
}
