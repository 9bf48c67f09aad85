using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Frame;

/// <summary>The forum and the actor of a page, found once before it runs.</summary>
/// <param name="Settings">The forum, with its tables.</param>
/// <param name="Actor">Who acts.</param>
/// <param name="News">The numbers of the cases with something that the actor has not read; the one that the page itself shows is being read.</param>
public sealed record PageContext(ForumSettings Settings, Actor Actor, IReadOnlyCollection<string> News);

/// <summary>Finds the forum that a page's address names, and who is reading; an unknown forum is an unknown page.</summary>
internal static class ForumOfRequest
{
    public static IApplicationBuilder UseForumOfRequest(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (!RefusalAnswers.IsInterface(context) && context.GetRouteValue("Slug") is string slug)
        {
            var services = context.RequestServices;
            if (await services.GetRequiredService<ReadForum>().BySlug(slug, context.RequestAborted) is not { } settings)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            await Set(context, settings, await services.GetRequiredService<ActorSource>().For(context, settings.Forum.Id, context.RequestAborted));
        }

        await next(context);
    });

    /// <summary>Finds the case that a link's secret opens, before its page runs. Every secret that opens nothing gets the same answer.</summary>
    public static IApplicationBuilder UseCaseOfRequest(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.GetRouteValue("Secret") is string secret)
        {
            var services = context.RequestServices;
            var holder = await services.GetRequiredService<FindCase>().BySecret(secret, services.GetRequiredService<ActorSource>().Source(context), context.RequestAborted);
            if (holder is null)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            await Set(context, await services.GetRequiredService<ReadForum>().ById(holder.ForumId, context.RequestAborted), holder);
        }

        await next(context);
    });

    /// <summary>Gives a page its forum and actor, and the frame that goes with them; for pages whose address does not name a forum.</summary>
    public static async Task Set(HttpContext context, ForumSettings settings, Actor actor)
    {
        var services = context.RequestServices;
        var name = actor.PersonId is null ? null : await services.GetRequiredService<ActorSource>().Name(context, context.RequestAborted);
        var news = actor.MemberId is null ? [] : await services.GetRequiredService<BrowseNews>().Run(actor, context.RequestAborted);
        if (Reading.Is(context) && context.GetRouteValue("Number") is string number) news = [.. news.Where(one => one != number)];
        context.Features.Set(new PageContext(settings, actor, news));
        context.SetFrame(ForumNavigation.Frame(settings, actor, name, news.Count, services.GetRequiredService<IStringLocalizer<FrameText>>()));
    }

    /// <summary>The forum and the actor of this page.</summary>
    public static PageContext Page(this HttpContext context) => context.Features.Get<PageContext>() ?? throw new Refused(RefusalCode.NotFound);
}
