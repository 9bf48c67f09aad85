using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Privacy;

internal static class PrivacyEndpoints
{
    public static void MapPrivacy(this RouteGroupBuilder forum)
    {
        var erasures = forum.MapGroup("/erasures").WithTags("Privacy");
        erasures.MapGet("/", async (BoundActor by, BrowseErasures browse, CancellationToken cancellation) => TypedResults.Ok(await browse.Run(by.Actor, cancellation))).NeedsPolicy(Policies.SeeAudit);
    }
}
