using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Audit;

/// <summary>How far the overseer has read.</summary>
/// <param name="UpTo">The number of the newest entry that was shown.</param>
internal sealed record MarkLooksSeenRequest(long UpTo);

internal static class AuditEndpoints
{
    public static void MapAudit(this RouteGroupBuilder forum)
    {
        var audit = forum.MapGroup("/audit").WithTags("Audit");
        audit.MapGet("/", async (BoundActor by, BrowseAudit browse, CancellationToken cancellation, long? before = null) => TypedResults.Ok(await browse.Run(by.Actor, before, cancellation))).NeedsPolicy(Policies.SeeAudit);
        audit.MapPost("/seen", async (BoundActor by, MarkLooksSeenRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, MarkLooksSeen mark, CancellationToken cancellation) =>
            await Reports.ReportEndpoints.Done(mark.Run(by.Actor, request.UpTo, key, cancellation))).NeedsPolicy(Policies.Oversee);
    }
}
