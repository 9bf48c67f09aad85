using Microsoft.AspNetCore.Components;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Web.Frame;

namespace Tryghedsforum.Web.Pages.Members;

/// <summary>A page on the way in: nobody is known yet, and only the browser that asked for a code may use it.</summary>
public abstract class SignInPage : WorkPage
{
    /// <summary>Where the way in begins.</summary>
    protected const string Start = "/log-ind";

    internal const string CookieName = "log-ind";

    /// <summary>Where the reader wanted to go.</summary>
    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }

    [Inject] private ActorSource Source { get; set; } = default!;

    /// <inheritdoc/>
    protected override Actor Actor => Actor.Anyone(0, Source.Source(Http));

    /// <summary>The secret of this browser, or null.</summary>
    protected string? Browser => Http.Request.Cookies[CookieName];

    /// <summary>An address on the way, with where the reader wanted to go.</summary>
    protected string Step(string address) => WayIn.Address(address, ReturnUrl, IsShared);

    /// <summary>Gives this browser its secret.</summary>
    protected void Remember(string secret) => Http.Remember(secret);

    /// <summary>Several people use this computer: said on the page of the code, and carried on.</summary>
    [SupplyParameterFromQuery(Name = "delt")] public bool IsShared { get; set; }

    /// <summary>Goes on as far as the sign-in has come.</summary>
    /// <returns>The next address.</returns>
    protected Task<string> Follow(SignInProgress progress) => Http.Follow(progress, ReturnUrl, IsShared);
}
