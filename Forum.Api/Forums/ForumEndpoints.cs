using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.PublicLists;

namespace Tryghedsforum.Api.Forums;

/// <summary>On duty or not.</summary>
/// <param name="On">True: gets the team's urgent messages.</param>
internal sealed record SetDutyRequest(bool On);

/// <summary>The streets to follow.</summary>
/// <param name="Streets">Their names; those that are not named are followed no more.</param>
internal sealed record FollowStreetsRequest(IReadOnlyList<string> Streets);

/// <summary>A picture that was taken in.</summary>
/// <param name="Id">For the report.</param>
internal sealed record AddPictureAnswer(Guid Id);

/// <summary>A device that was added.</summary>
/// <param name="Id">By which it is removed.</param>
internal sealed record AddPushDeviceAnswer(Guid Id);

internal static class ForumEndpoints
{
    private const string Key = "Idempotency-Key";

    public static void MapForums(this RouteGroupBuilder forum)
    {
        forum.MapGet("/public-list", async (BoundActor by, ReadPublicList read, CancellationToken cancellation) => TypedResults.Ok(await read.Run(by.Actor, cancellation))).WithTags("Public").NeedsPolicy(Policies.SeePublic);
        forum.MapGet("/quarter", async (BoundActor by, ReadPublicList read, CancellationToken cancellation) => TypedResults.Ok(await read.Quarter(by.Actor, cancellation))).WithTags("Residents").NeedsPolicy(Policies.SeeQuarter);
        forum.MapPut("/follows", async (BoundActor by, FollowStreetsRequest request, FollowStreets follow, CancellationToken cancellation) =>
            await Reports.ReportEndpoints.Done(follow.Run(by.Actor, request.Streets ?? [], null, cancellation))).WithTags("Residents").NeedsPolicy(Policies.SeeQuarter);
        forum.MapGet("/message-choices", async (BoundActor by, ChooseMessages choose, CancellationToken cancellation) => TypedResults.Ok(await choose.Read(by.Actor, cancellation))).WithTags("Members").NeedsPolicy(Policies.OwnMessages);
        forum.MapPut("/message-choices", async (BoundActor by, MessageChoices request, [FromHeader(Name = Key)] string? key, ChooseMessages choose, CancellationToken cancellation) =>
            await Reports.ReportEndpoints.Done(choose.Run(by.Actor, request, key, cancellation))).WithTags("Members").NeedsPolicy(Policies.OwnMessages);
        var devices = forum.MapGroup("/push-devices").WithTags("Members").NeedsPolicy(Policies.OwnMessages);
        devices.MapGet("/", async (BoundActor by, BrowsePushDevices browse, CancellationToken cancellation) => TypedResults.Ok(await browse.Run(by.Actor, cancellation)));
        devices.MapPost("/", async (BoundActor by, PushSubscription request, [FromHeader(Name = Key)] string? key, AddPushDevice add, CancellationToken cancellation) =>
            TypedResults.Json(new AddPushDeviceAnswer(await add.Run(by.Actor, request, key, cancellation)), statusCode: StatusCodes.Status201Created)).Produces<AddPushDeviceAnswer>(201);
        devices.MapDelete("/{device:guid}", async (BoundActor by, Guid device, [FromHeader(Name = Key)] string? key, RemovePushDevice remove, CancellationToken cancellation) =>
            await Reports.ReportEndpoints.Done(remove.Run(by.Actor, device, key, cancellation)));
        forum.MapPut("/duty", async (BoundActor by, SetDutyRequest request, SetDuty duty, CancellationToken cancellation) =>
            await Reports.ReportEndpoints.Done(duty.Run(by.Actor, request.On, null, cancellation))).WithTags("Members").NeedsPolicy(Policies.OwnDuty);
        forum.MapPost("/pictures", async (BoundActor by, HttpRequest request, AddPicture add, CancellationToken cancellation) =>
            TypedResults.Json(new AddPictureAnswer(await add.Run(by.Actor, request.Body, cancellation)), statusCode: StatusCodes.Status201Created))
            .Accepts<Stream>("image/jpeg", "image/png", "image/webp").Produces<AddPictureAnswer>(201).WithMetadata(new TakesPicture(), new RequestSizeLimitAttribute(AddPicture.MostBytes + 1024)).WithTags("Pictures").NeedsPolicy(Policies.Report);
        forum.MapGet("/pictures/{id:guid}", async (BoundActor by, Guid id, HttpContext context, ReadPicture read, CancellationToken cancellation, bool small = false) =>
            PictureAnswer.Of(context, await read.Run(by.Actor, id, small, cancellation))).WithTags("Pictures").NeedsPolicy(Policies.SeeBoard);
    }
}
