using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Places;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Forums;

internal static class SettingsEndpoints
{
    private const string Key = "Idempotency-Key";

    public static void MapSettings(this RouteGroupBuilder forum)
    {
        var settings = forum.MapGroup("/settings").WithTags("Settings").NeedsPolicy(Policies.ChangeSettings);
        settings.MapGet("/", async (BoundActor by, ReadSettings read, CancellationToken cancellation) => TypedResults.Ok(await read.Run(by.Actor, cancellation)));
        settings.MapGet("/readiness", async (BoundActor by, ReadReadiness read, CancellationToken cancellation) => TypedResults.Ok(await read.Run(by.Actor, cancellation)));
        settings.MapPut("/contact", async (BoundActor by, ContactSettings request, [FromHeader(Name = Key)] string? key, ChangeContact change, CancellationToken cancellation) =>
            TypedResults.Ok(await change.Run(by.Actor, request, key, cancellation)));
        settings.MapPut("/times", async (BoundActor by, TimeSettings request, [FromHeader(Name = Key)] string? key, ChangeTimes change, CancellationToken cancellation) =>
            TypedResults.Ok(await change.Run(by.Actor, request, key, cancellation)));
        settings.MapPut("/keeping", async (BoundActor by, KeepSettings request, [FromHeader(Name = Key)] string? key, ChangeKeeping change, CancellationToken cancellation) =>
            TypedResults.Ok(await change.Run(by.Actor, request, key, cancellation)));
        settings.MapPut("/words", async (BoundActor by, WordSettings request, [FromHeader(Name = Key)] string? key, ChangeWords change, CancellationToken cancellation) =>
            TypedResults.Ok(await change.Run(by.Actor, request, key, cancellation)));
        settings.MapPut("/categories", async (BoundActor by, CategorySettings request, [FromHeader(Name = Key)] string? key, ChangeCategory change, CancellationToken cancellation) =>
            TypedResults.Ok(await change.Run(by.Actor, request, key, cancellation)));
        settings.MapPut("/ground-rules", async (BoundActor by, GroundRulesSettings request, [FromHeader(Name = Key)] string? key, ChangeGroundRules change, CancellationToken cancellation) =>
            TypedResults.Ok(await change.Run(by.Actor, request, key, cancellation)));
        settings.MapPut("/message-rules", async (BoundActor by, MessageRulesSettings request, [FromHeader(Name = Key)] string? key, ChangeRules change, CancellationToken cancellation) =>
            TypedResults.Ok(await change.Run(by.Actor, request, key, cancellation)));
        settings.MapPut("/budget", async (BoundActor by, BudgetSettings request, [FromHeader(Name = Key)] string? key, ChangeBudget change, CancellationToken cancellation) =>
            TypedResults.Ok(await change.Run(by.Actor, request, key, cancellation)));
        settings.MapPut("/teams", async (BoundActor by, TeamSettings request, [FromHeader(Name = Key)] string? key, ChangeTeam change, CancellationToken cancellation) =>
            TypedResults.Ok(await change.Run(by.Actor, request, key, cancellation)));
        settings.MapDelete("/teams/{id:guid}", async (BoundActor by, Guid id, string? version, [FromHeader(Name = Key)] string? key, EndTeam end, CancellationToken cancellation) =>
            await ReportEndpoints.Done(end.Run(by.Actor, id, version, key, cancellation)));
        settings.MapPut("/places", async (BoundActor by, PlaceSettings request, [FromHeader(Name = Key)] string? key, ChangePlace change, CancellationToken cancellation) =>
            TypedResults.Ok(await change.Run(by.Actor, request, key, cancellation)));
        settings.MapDelete("/places/{version}", async (BoundActor by, string version, [FromHeader(Name = Key)] string? key, RemovePlace remove, CancellationToken cancellation) =>
            await ReportEndpoints.Done(remove.Run(by.Actor, version, key, cancellation)));
    }
}
