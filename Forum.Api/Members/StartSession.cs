using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Tryghedsforum.Api.Members;

/// <summary>Begins and ends sessions. A sign-in always gets a new session, and ends the one that the browser had before.</summary>
public static class StartSession
{
    /// <summary>Signs a person in, in this browser.</summary>
    public static async Task SignInAs(this HttpContext context, Guid person)
    {
        await context.SignOutAsync(ForumApi.SessionScheme);
        // This request's own handler remembers the key of the session that has just ended, and would renew that one; a fresh handler makes a new one.
        await using var scope = context.RequestServices.CreateAsyncScope();
        var handlers = scope.ServiceProvider.GetRequiredService<IAuthenticationHandlerProvider>();
        var handler = (IAuthenticationSignInHandler)(await handlers.GetHandlerAsync(context, ForumApi.SessionScheme))!;
        await handler.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person.ToString())], ForumApi.SessionScheme)), new());
    }

    /// <summary>Ends this browser's session, and asks it to forget what it has kept of the pages.</summary>
    public static async Task SignOutHere(this HttpContext context)
    {
        await context.SignOutAsync(ForumApi.SessionScheme);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }
}
