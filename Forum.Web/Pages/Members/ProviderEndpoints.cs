using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Web.Frame;

namespace Tryghedsforum.Web.Pages.Members;

/// <summary>Where the buttons for signing in at a provider are sent.</summary>
internal static partial class ProviderEndpoints
{
    /// <summary>Fields of the form.</summary>
    public const string ReturnField = "returnUrl", SharedField = "delt";

    /// <summary>To sign in.</summary>
    public static string SignInAddress(string provider) => $"/log-ind/via/{provider}";

    /// <summary>As the second step after a code.</summary>
    public static string SecondAddress(string provider) => $"/log-ind/totrin/via/{provider}";

    /// <summary>To connect the login with the member.</summary>
    public static string AddAddress(string slug, string provider) => $"/{slug}/mig/via/{provider}";

    public static void MapProviders(this WebApplication app)
    {
        app.MapPost(SignInAddress("{provider}"), (string provider, HttpContext context, IAntiforgery antiforgery, ActorSource source, AskForProvider ask, CancellationToken cancellation) =>
            Go(context, antiforgery, new(ProviderUse.SignIn), () => ask.Run(Actor.Anyone(0, source.Source(context)), provider, null, cancellation))).NeedsPolicy(Policies.Join);
        app.MapPost(SecondAddress("{provider}"), (string provider, HttpContext context, IAntiforgery antiforgery, ActorSource source, AskForProvider ask, CancellationToken cancellation) =>
            Go(context, antiforgery, new(ProviderUse.SecondStep), () => ask.Run(Actor.Anyone(0, source.Source(context)), provider, context.Request.Cookies[SignInPage.CookieName] ?? "", cancellation)))
            .NeedsPolicy(Policies.Join);
        app.MapPost(AddAddress("{Slug}", "{provider}"), (string slug, string provider, HttpContext context, IAntiforgery antiforgery, AskToAddProvider ask, CancellationToken cancellation) =>
            Go(context, antiforgery, new(ProviderUse.Add, Slug: context.Page().Settings.Forum.Slug, Session: context.Page().Actor.SessionId), () => ask.Run(context.Page().Actor, provider, cancellation)))
            .NeedsPolicy(Policies.OwnSignIn);
    }

    private static async Task<IResult> Go(HttpContext context, IAntiforgery antiforgery, ProviderErrand errand, Func<Task<SignInProvider>> ask)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        errand = errand with { ReturnUrl = LocalAddress.Or(form[ReturnField], ""), IsShared = form.ContainsKey(SharedField) };
        SignInProvider provider;
        try
        {
            provider = await ask();
            await context.ChallengeAsync(Providers.Scheme(provider.Name), errand.Pack());
        }
        catch (Refused refused) when (refused.Code is RefusalCode.Invalid or RefusalCode.ProveAgain)
        {
            return Back(context, errand.Back(refused));
        }
        catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException or OperationCanceledException or IOException or OpenIdConnectProtocolException)
        {
            Log.Unreachable(context.RequestServices.GetRequiredService<ILogger<ProviderEvents>>(), exception);
            return Back(context, errand.Back(ProviderEvents.Failed));
        }

        // Not by a redirect: our own pages let a form lead to no other address, and a provider may send its user on to several.
        var address = context.Response.Headers.Location.ToString();
        context.Response.Headers.Remove("Location");
        (context.Response.StatusCode, context.Response.Headers.CacheControl, context.Response.Headers["Refresh"]) = (StatusCodes.Status200OK, "no-store", $"0;url={address}");
        return new RazorComponentResult<ToProvider>(new { Address = address, provider.Label });
    }

    private static EmptyHttpResult Back(HttpContext context, string address)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.SeeOther(address);
        return TypedResults.Empty;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A provider by which members sign in cannot be reached")]
        public static partial void Unreachable(ILogger logger, Exception exception);
    }
}
