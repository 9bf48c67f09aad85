using Microsoft.AspNetCore.Antiforgery;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Web.Frame;

namespace Tryghedsforum.Web.Pages.Members;

/// <summary>Where the forms for signing in and out are sent.</summary>
internal static class SessionEndpoints
{
    public const string DemoAddress = "/log-ind/demo", OutAddress = "/log-ud", PersonField = "person", ReturnField = "returnUrl";

    public static void MapSessions(this WebApplication app)
    {
        app.MapPost(DemoAddress, (Delegate)SignInAsDemo).NeedsPolicy(Policies.SeePublic);
        app.MapPost(OutAddress, (Delegate)SignOut).NeedsPolicy(Policies.SeePublic);
    }

    private static async Task<IResult> SignInAsDemo(HttpContext context, IAntiforgery antiforgery, DemoPeople people, IHostEnvironment environment, CancellationToken cancellation)
    {
        if (!environment.IsDevelopment()) return Results.NotFound();
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        var form = await context.Request.ReadFormAsync(cancellation);
        var wanted = (await people.All(cancellation)).FirstOrDefault(person => person.Id.ToString() == form[PersonField]);
        if (wanted is null) return Results.NotFound();
        // Invented people have no telephone that a code could come to.
        await context.SignInAs(wanted.Id, DeviceWords.KindOf(context), byBoth: true);
        return SeeOther(LocalAddress.Or(form[ReturnField], $"/{wanted.Slug}"));
    }

    private static async Task<IResult> SignOut(HttpContext context, IAntiforgery antiforgery, CancellationToken cancellation)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        var form = await context.Request.ReadFormAsync(cancellation);
        await context.SignOutHere();
        return SeeOther(LocalAddress.Or(form[ReturnField], "/"));
    }

    private static SeeOtherResult SeeOther(string address) => new(address);

    private sealed class SeeOtherResult(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            (httpContext.Response.StatusCode, httpContext.Response.Headers.Location) = (StatusCodes.Status303SeeOther, address);
            httpContext.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }
    }
}
