using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>The SMS of a forum: what they cost, and in which words.</summary>
internal static class SmsEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var sms = endpoints.MapGroup("/api/v1/forums/{slug}/sms").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).WithTags("Settings").NeedsPolicy(Policies.ChangeSettings);
        sms.MapGet("/use", async (BoundActor by, ReadBudget read, CancellationToken cancellation) => TypedResults.Ok(await read.Run(by.Actor, cancellation)));
        sms.MapGet("/texts", async (BoundActor by, ReadSmsTexts read, CancellationToken cancellation) => TypedResults.Ok(await read.Run(by.Actor, cancellation)));
        sms.MapPut("/texts", async (BoundActor by, SmsTextRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, ChangeSmsText change, CancellationToken cancellation) =>
            TypedResults.Ok(await change.Run(by.Actor, request, key, cancellation)));
        sms.MapPost("/texts/try", async (BoundActor by, SmsTextRequest request, ReadSmsTexts read, CancellationToken cancellation) => TypedResults.Ok(await read.Try(by.Actor, request, cancellation)));
        sms.MapGet("/texts/{key}/versions", async (BoundActor by, string key, ReadSmsWords read, CancellationToken cancellation) => TypedResults.Ok(await read.Run(by.Actor, key, cancellation)));
    }
}
