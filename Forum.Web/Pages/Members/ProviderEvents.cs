using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Members;

/// <summary>What happens on the way to a provider and back. That state, nonce, signature, issuer and audience are right is the framework's to say.</summary>
internal sealed partial class ProviderEvents(SignInProvider provider, string? ownAddress) : OpenIdConnectEvents
{
    private const string Acr = "acr", Amr = "amr", Issuer = "iss", Subject = "sub";

    /// <summary>Why nothing came of it, as the pages are told.</summary>
    public const string Failed = "udbyder-nej", TooWeak = "udbyder-svag", Taken = "udbyder-optaget", Added = "udbyder", Removed = "udbyder-fra";

    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        // The address of the configuration, whatever host the request names.
        if (ownAddress is { Length: > 0 }) context.ProtocolMessage.RedirectUri = new Uri(new(ownAddress), Providers.ReturnPath(provider.Name)).ToString();
        if (provider.Acr.Count > 0) context.ProtocolMessage.AcrValues = string.Join(' ', provider.Acr);
        return Task.CompletedTask;
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        bool Has(string claim, IReadOnlyList<string> wanted) => wanted.Count == 0 || context.Principal!.FindAll(claim).Any(one => wanted.Contains(one.Value));
        if (!Has(Acr, provider.Acr) || !Has(Amr, provider.Amr))
        {
            // A failure that is said here comes without what the state said.
            context.HttpContext.Features.Set(ProviderErrand.Of(context.Properties));
            context.Fail(new NotStrongEnough());
        }

        return Task.CompletedTask;
    }

    public override async Task TicketReceived(TicketReceivedContext context)
    {
        context.HandleResponse();
        var (http, errand) = (context.HttpContext, ProviderErrand.Of(context.Properties));
        var answer = new ProviderAnswer(provider.Name, context.Principal!.FindFirstValue(Issuer)!, context.Principal!.FindFirstValue(Subject)!);
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            http.Response.Redirect(errand.Use is ProviderUse.Add ? await Connect(http, errand, answer) : await Enter(http, errand, answer));
        }
        catch (Refused refused) when (refused.Code is RefusalCode.Invalid or RefusalCode.ProveAgain)
        {
            http.Response.Redirect(errand.Back(refused));
        }
    }

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        context.HandleResponse();
        Log.Failed(context.HttpContext.RequestServices.GetRequiredService<ILogger<ProviderEvents>>(), provider.Name, context.Failure?.GetType().Name);
        context.Response.Headers.CacheControl = "no-store";
        var errand = context.HttpContext.Features.Get<ProviderErrand>() ?? ProviderErrand.Of(context.Properties);
        context.Response.Redirect(errand.Back(context.Failure is NotStrongEnough ? TooWeak : Failed));
        return Task.CompletedTask;
    }

    /// <summary>Why nothing came of it, in words; null: it is nothing of that.</summary>
    public static string? Words(IStringLocalizer<ProviderText> words, string? happened) => happened is Failed or TooWeak or Taken ? words[$"Said_{happened}"].Value : null;

    /// <summary>A refusal, as the pages are told.</summary>
    public static string WhyOf(Refused refused) => refused.Faults is [{ Code: "ProviderTaken" }, ..] ? Taken : Failed;

    private static async Task<string> Enter(HttpContext http, ProviderErrand errand, ProviderAnswer answer)
    {
        var source = http.RequestServices.GetRequiredService<ActorSource>().Source(http);
        var browser = errand.Use is ProviderUse.SecondStep ? http.Request.Cookies[SignInPage.CookieName] ?? "" : null;
        var progress = await http.RequestServices.GetRequiredService<EnterProvider>().Run(Actor.Anyone(0, source), answer, browser, http.RequestAborted);
        return progress is null ? $"/log-ind/ikke-inviteret?med={answer.Provider}" : await http.Follow(progress, errand.ReturnUrl, errand.IsShared);
    }

    // The page that asked, and the one that is told, must be the same person's: the session is looked up anew.
    private static async Task<string> Connect(HttpContext http, ProviderErrand errand, ProviderAnswer answer)
    {
        var services = http.RequestServices;
        if ((await http.AuthenticateAsync(ForumApi.SessionScheme)).Principal is { } user) http.User = user;
        if (await services.GetRequiredService<ReadForum>().BySlug(errand.Slug ?? "", http.RequestAborted) is not { } forum) throw new Refused(RefusalCode.NotFound);
        var actor = await services.GetRequiredService<ActorSource>().For(http, forum.Forum.Id, http.RequestAborted);
        if (actor.SessionId is null || actor.SessionId != errand.Session) throw new Refused(RefusalCode.ProveAgain);
        await services.GetRequiredService<AddProvider>().Run(actor, answer, http.RequestAborted);
        return errand.Back(Added);
    }

    /// <summary>The level or method that the configuration demands was not given.</summary>
    private sealed class NotStrongEnough() : Exception("The provider's user did not sign in as strongly as is demanded.");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A sign-in at {Provider} came to nothing: {Why}")]
        public static partial void Failed(ILogger logger, string provider, string? why);
    }
}
