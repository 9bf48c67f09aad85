using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>The actor of an interface request: from the <c>{slug}</c> of its address and its session, or from a case's secret in the header <c>Case-Secret</c>.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record BoundActor(Actor Actor)
{
    /// <summary>The header with the secret of a case's link.</summary>
    public const string SecretHeader = "Case-Secret";

    /// <summary>Finds the actor.</summary>
    /// <exception cref="Refused">NotFound: no such forum, or no such case.</exception>
    public static async ValueTask<BoundActor?> BindAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var settings = await services.GetRequiredService<ReadForum>().BySlug(context.GetRouteValue("slug") as string ?? "", context.RequestAborted) ?? throw new Refused(RefusalCode.NotFound);
        var source = services.GetRequiredService<ActorSource>();
        if (context.Request.Headers[SecretHeader] is not [{ Length: > 0 } secret]) return new(await source.For(context, settings.Forum.Id, context.RequestAborted));
        var holder = await services.GetRequiredService<FindCase>().BySecret(secret, source.Source(context), context.RequestAborted);
        return holder?.ForumId == settings.Forum.Id ? new(holder) : throw new Refused(RefusalCode.NotFound);
    }
}
