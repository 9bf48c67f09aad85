using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>A deputy that was named.</summary>
/// <param name="Id">By which it is ended.</param>
internal sealed record NameDeputyAnswer(Guid Id);

internal static class MemberEndpoints
{
    private const string Key = "Idempotency-Key";

    public static void MapMembers(this RouteGroupBuilder forum)
    {
        var members = forum.MapGroup("/members").WithTags("Members").NeedsPolicy(Policies.ManageMembers);
        members.MapGet("/", async (BoundActor by, BrowseMembers browse, CancellationToken cancellation) => TypedResults.Ok(await browse.Run(by.Actor, cancellation)));
        members.MapPut("/{member:guid}", async (BoundActor by, Guid member, MemberSettings request, [FromHeader(Name = Key)] string? key, ChangeMember change, CancellationToken cancellation) =>
            TypedResults.Ok(await change.Run(by.Actor, member, request, key, cancellation)));
        members.MapDelete("/{member:guid}", async (BoundActor by, Guid member, [FromHeader(Name = Key)] string? key, EndMembership end, CancellationToken cancellation) =>
            await ReportEndpoints.Done(end.Run(by.Actor, member, key, cancellation)));
        members.MapPost("/invitations", async (BoundActor by, InviteMemberRequest request, [FromHeader(Name = Key)] string? key, InviteMember invite, CancellationToken cancellation) =>
            TypedResults.Json(await invite.Run(by.Actor, request, key, cancellation), statusCode: StatusCodes.Status201Created)).Produces<InviteMemberAnswer>(201);
        members.MapDelete("/invitations/{invitation:guid}", async (BoundActor by, Guid invitation, [FromHeader(Name = Key)] string? key, CallOffInvitation callOff, CancellationToken cancellation) =>
            await ReportEndpoints.Done(callOff.Run(by.Actor, invitation, key, cancellation)));

        var deputies = forum.MapGroup("/members/deputies").WithTags("Members").NeedsPolicy(Policies.GivePower);
        deputies.MapPost("/", async (BoundActor by, NameDeputyRequest request, [FromHeader(Name = Key)] string? key, NameDeputy name, CancellationToken cancellation) =>
            TypedResults.Json(new NameDeputyAnswer(await name.Run(by.Actor, request, key, cancellation)), statusCode: StatusCodes.Status201Created)).Produces<NameDeputyAnswer>(201);
        deputies.MapDelete("/{deputy:guid}", async (BoundActor by, Guid deputy, [FromHeader(Name = Key)] string? key, EndDeputy end, CancellationToken cancellation) =>
            await ReportEndpoints.Done(end.Run(by.Actor, deputy, key, cancellation)));
    }
}
