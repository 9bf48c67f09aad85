using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.EarlyWarnings;

internal static class EarlyWarningEndpoints
{
    public static void MapEarlyWarnings(this RouteGroupBuilder forum)
    {
        var warnings = forum.MapGroup("/early-warnings").WithTags("Figures");
        warnings.MapGet("/", async (BoundActor by, BrowseEarlyWarnings browse, CancellationToken cancellation) => TypedResults.Ok(await browse.Run(by.Actor, cancellation))).NeedsPolicy(Policies.Coordinate);
        warnings.MapPost("/{warning:guid}/settled", async (BoundActor by, Guid warning, [FromHeader(Name = "Idempotency-Key")] string? key, SettleEarlyWarning settle, CancellationToken cancellation) =>
            await ReportEndpoints.Done(settle.Run(by.Actor, warning, key, cancellation))).NeedsPolicy(Policies.Coordinate);
    }
}
