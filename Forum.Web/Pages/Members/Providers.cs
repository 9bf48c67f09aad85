using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Web.Pages.Members;

/// <summary>
/// Signing in at somebody else's (OpenID Connect): code flow with PKCE, state and nonce, no more asked for than who it is, and the provider asks its user
/// each time, so that a computer which several use lets nobody in by the session of a colleague there.
/// </summary>
internal static class Providers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), Unhurried = TimeSpan.FromMinutes(10);

    /// <summary>The scheme of a provider.</summary>
    public static string Scheme(string provider) => $"Provider:{provider}";

    /// <summary>Where the provider sends its user back to; it has to be registered there.</summary>
    public static string ReturnPath(string provider) => $"/log-ind/via/{provider}/retur";

    public static IServiceCollection AddProviders(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var authentication = services.AddAuthentication();
        foreach (var provider in new SignInProviders(configuration).All)
            authentication.AddOpenIdConnect(Scheme(provider.Name), options => Configure(options, provider, configuration["PublicUrl"], environment.IsDevelopment()));
        return services;
    }

    private static void Configure(OpenIdConnectOptions options, SignInProvider provider, string? ownAddress, bool development)
    {
        (options.Authority, options.ClientId, options.ClientSecret, options.RequireHttpsMetadata) = (provider.Authority, provider.ClientId, provider.ClientSecret, !development);
        (options.ResponseType, options.ResponseMode, options.UsePkce, options.Prompt) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true, OpenIdConnectPrompt.Login);
        (options.CallbackPath, options.RemoteSignOutPath, options.SignedOutCallbackPath) = (ReturnPath(provider.Name), default, default);
        (options.BackchannelTimeout, options.RemoteAuthenticationTimeout, options.DisableTelemetry) = (Patience, Unhurried, true);
        (options.MapInboundClaims, options.GetClaimsFromUserInfoEndpoint, options.SaveTokens) = (false, false, false);
        options.Scope.Clear();
        options.Scope.Add(OpenIdConnectScope.OpenId);
        options.ClaimActions.Clear();
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always);
        options.Events = new ProviderEvents(provider, ownAddress);
    }
}

/// <summary>What a sign-in at a provider is for; it travels with the state, sealed, and comes back with it.</summary>
/// <param name="Use">What for.</param>
/// <param name="ReturnUrl">Where the reader wanted to go.</param>
/// <param name="IsShared">Several people use this computer.</param>
/// <param name="Slug">The forum on whose page a login is connected.</param>
/// <param name="Session">The session that connects it.</param>
internal sealed record ProviderErrand(ProviderUse Use, string? ReturnUrl = null, bool IsShared = false, string? Slug = null, string? Session = null)
{
    /// <summary>Where the reader is told that it came to nothing.</summary>
    public string Back(string why) => Use switch
    {
        ProviderUse.Add => $"/{Slug}/mig?sket={why}",
        ProviderUse.SecondStep => WayIn.Address("/log-ind/totrin", ReturnUrl, IsShared, why),
        _ => WayIn.Address("/log-ind", ReturnUrl, IsShared, why),
    };

    /// <summary>Where a refusal leads: to say why, or to show again who one is.</summary>
    public string Back(Refused refused) => refused.Code is RefusalCode.ProveAgain ? $"/{Slug}/mig/bekraeft?ReturnUrl={Uri.EscapeDataString($"/{Slug}/mig")}" : Back(ProviderEvents.WhyOf(refused));

    public AuthenticationProperties Pack()
    {
        var packed = new AuthenticationProperties();
        packed.SetString(nameof(Use), Use.ToString());
        packed.SetString(nameof(ReturnUrl), ReturnUrl);
        packed.SetString(nameof(Slug), Slug);
        packed.SetString(nameof(Session), Session);
        if (IsShared) packed.SetString(nameof(IsShared), "yes");
        return packed;
    }

    public static ProviderErrand Of(AuthenticationProperties? packed) => packed is null || !Enum.TryParse<ProviderUse>(packed.GetString(nameof(Use)), out var use)
        ? new(ProviderUse.SignIn)
        : new(use, packed.GetString(nameof(ReturnUrl)), packed.GetString(nameof(IsShared)) is not null, packed.GetString(nameof(Slug)), packed.GetString(nameof(Session)));
}

/// <summary>What a provider is asked for.</summary>
internal enum ProviderUse
{
    /// <summary>To sign in; whose login it is turns out then.</summary>
    SignIn,

    /// <summary>To be the second step of somebody who has entered a code.</summary>
    SecondStep,

    /// <summary>To be connected with somebody who is signed in.</summary>
    Add,
}
