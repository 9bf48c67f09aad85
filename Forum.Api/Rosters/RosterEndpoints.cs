using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Rosters;

/// <summary>Whether the weekly pattern holds on holidays.</summary>
/// <param name="Holds">True: as on other days; false: only extra shifts hold.</param>
internal sealed record HoldOnHolidaysRequest(bool Holds);

/// <summary>Which calendar.</summary>
/// <param name="OfTeam">The team's shifts and not only one's own.</param>
internal sealed record MakeFeedRequest(bool OfTeam);

/// <summary>A calendar's link.</summary>
/// <param name="Secret">Opens /api/v1/forums/{slug}/calendars/{link}; shown this once.</param>
internal sealed record MakeFeedAnswer(string Secret);

/// <summary>Shifts that were added.</summary>
/// <param name="Added">How many there are more.</param>
internal sealed record AddShiftsAnswer(int Added);

/// <summary>A day that was changed.</summary>
/// <param name="Id">By which it is undone.</param>
internal sealed record ChangeDayAnswer(Guid Id);

internal static class RosterEndpoints
{
    private const string Key = "Idempotency-Key";

    public static void MapRosters(this RouteGroupBuilder forum)
    {
        var roster = forum.MapGroup("/roster").WithTags("Duty roster").NeedsPolicy(Policies.KeepRoster);
        roster.MapGet("/", async (BoundActor by, DateOnly? week, ReadRoster read, CancellationToken cancellation) => TypedResults.Ok(await read.Run(by.Actor, week, cancellation)));
        roster.MapPost("/shifts", async (BoundActor by, AddShiftsRequest request, [FromHeader(Name = Key)] string? key, AddShifts add, CancellationToken cancellation) =>
            TypedResults.Ok(new AddShiftsAnswer(await add.Run(by.Actor, request, key, cancellation))));
        roster.MapDelete("/shifts/{shift:guid}", async (BoundActor by, Guid shift, [FromHeader(Name = Key)] string? key, RemoveShift remove, CancellationToken cancellation) =>
            await ReportEndpoints.Done(remove.Run(by.Actor, shift, key, cancellation)));
        roster.MapPost("/days", async (BoundActor by, ChangeDayRequest request, [FromHeader(Name = Key)] string? key, ChangeDay change, CancellationToken cancellation) =>
            TypedResults.Json(new ChangeDayAnswer(await change.Run(by.Actor, request, key, cancellation)), statusCode: StatusCodes.Status201Created)).Produces<ChangeDayAnswer>(201);
        roster.MapDelete("/days/{change:guid}", async (BoundActor by, Guid change, [FromHeader(Name = Key)] string? key, UndoDayChange undo, CancellationToken cancellation) =>
            await ReportEndpoints.Done(undo.Run(by.Actor, change, key, cancellation)));
        roster.MapPut("/teams/{team:guid}/holidays", async (BoundActor by, Guid team, HoldOnHolidaysRequest request, [FromHeader(Name = Key)] string? key, HoldOnHolidays hold, CancellationToken cancellation) =>
            await ReportEndpoints.Done(hold.Run(by.Actor, team, request.Holds, key, cancellation)));
        roster.MapPost("/calendars", async (BoundActor by, MakeFeedRequest request, [FromHeader(Name = Key)] string? key, MakeFeed make, CancellationToken cancellation) =>
            TypedResults.Json(new MakeFeedAnswer(await make.Run(by.Actor, request.OfTeam, key, cancellation)), statusCode: StatusCodes.Status201Created)).Produces<MakeFeedAnswer>(201);
        // Fetched by calendar programs, which cannot sign in: the link is the key. (A part called "secret" would be looked for among the cases.)
        forum.MapGet("/calendars/{link}", async (BoundActor by, string link, HttpContext context, ReadFeed read, CancellationToken cancellation) =>
        {
            var calendar = await read.Run(by.Actor, link, cancellation);
            context.Response.Headers.CacheControl = "private, no-store";
            return TypedResults.Text(calendar, "text/calendar", Encoding.UTF8);
        }).WithTags("Duty roster").NeedsPolicy(Policies.SeePublic);
    }
}
