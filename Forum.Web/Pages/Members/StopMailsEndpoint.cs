using Tryghedsforum.Api.Members;
using Tryghedsforum.Web.Frame;

namespace Tryghedsforum.Web.Pages.Members;

/// <summary>
/// Where a mail program sends the one press that stops a forum's mails (RFC 8058), and where the page's button does. It has no token: the secret in the
/// address is the key, and all that it opens is fewer mails.
/// </summary>
internal static class StopMailsEndpoint
{
    /// <summary>The page's own code after it was done.</summary>
    public const string Stopped = "stoppet";

    /// <summary>The field by which the page's button is told from a mail program's press.</summary>
    public const string ByPage = "side";

    public static void MapStopMails(this WebApplication app) =>
        app.MapPost("/{slug}/afmeld/{mail}", (Delegate)Stop).DisableAntiforgery().NeedsPolicy(Policies.StopMails).WithOrder(-1);

    private static async Task<IResult> Stop(HttpContext context, string slug, string mail, StopMails stop, CancellationToken cancellation)
    {
        try
        {
            await stop.Run(context.Page().Actor, mail, cancellation);
        }
        catch (Refused refused) when (refused.Code == RefusalCode.NotFound)
        {
            return Results.NotFound();
        }

        // A mail program does not follow an answer that leads elsewhere; a reader is led back to the page.
        var byPage = context.Request.HasFormContentType && (await context.Request.ReadFormAsync(cancellation)).ContainsKey(ByPage);
        return byPage ? new Led($"/{slug}/afmeld/{mail}?sket={Stopped}") : Results.Ok();
    }

    private sealed class Led(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            (httpContext.Response.StatusCode, httpContext.Response.Headers.Location, httpContext.Response.Headers.CacheControl) = (StatusCodes.Status303SeeOther, address, "no-store");
            return Task.CompletedTask;
        }
    }
}
