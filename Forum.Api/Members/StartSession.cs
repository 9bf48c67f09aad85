using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Members;

/// <summary>Begins and ends sessions. A sign-in always gets a new session, and ends the one that the browser had before.</summary>
public static class StartSession
{
    /// <summary>Signs a person in, in this browser.</summary>
    /// <param name="context">The request.</param>
    /// <param name="person">Who it is.</param>
    /// <param name="device">Kind of device, as coarse as its owner would say it.</param>
    /// <param name="byBoth">By both steps, or one that counts for both.</param>
    /// <param name="isShared">Several people use this computer: the session is short, and goes with the browser.</param>
    public static async Task SignInAs(this HttpContext context, Guid person, string device, bool byBoth = false, bool isShared = false)
    {
        await context.SignOutAsync(ForumApi.SessionScheme);
        // This request's own handler remembers the key of the session that has just ended, and would renew that one; a fresh handler makes a new one.
        await using var scope = context.RequestServices.CreateAsyncScope();
        var handlers = scope.ServiceProvider.GetRequiredService<IAuthenticationHandlerProvider>();
        var handler = (IAuthenticationSignInHandler)(await handlers.GetHandlerAsync(context, ForumApi.SessionScheme))!;
        var (db, now) = (scope.ServiceProvider.GetRequiredService<ForumDb>(), scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow());
        var limit = SessionLimit.For(await SecondSteps.AreNeeded(db, person, now, context.RequestAborted), isShared);
        var properties = new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + limit.Idle, IsPersistent = !isShared };
        properties.SetString(SessionStore.Device, device);
        properties.SetString(SessionStore.Longest, (now + limit.Longest).ToString("O", CultureInfo.InvariantCulture));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person.ToString())], ForumApi.SessionScheme);
        if (byBoth && limit.CarriesTwo) identity.AddClaim(new(SessionStore.ByBoth, bool.TrueString));
        await handler.SignInAsync(new ClaimsPrincipal(identity), properties);
    }

    /// <summary>Whether this browser's session was begun as on a computer that several people use.</summary>
    public static async Task<bool> IsShared(this HttpContext context) => await context.AuthenticateAsync(ForumApi.SessionScheme) is { Succeeded: true, Properties.IsPersistent: false };

    /// <summary>Ends this browser's session, and asks it to forget what it has kept of the pages.</summary>
    public static async Task SignOutHere(this HttpContext context)
    {
        await context.SignOutAsync(ForumApi.SessionScheme);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }
}
