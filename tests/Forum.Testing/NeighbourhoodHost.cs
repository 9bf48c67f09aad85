using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Tryghedsforum.Api;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Testing;

/// <summary>The real program on a neighbourhood's database, as in production, and its people with sessions in it.</summary>
public static class NeighbourhoodHost
{
    /// <summary>Starts the program on this neighbourhood; several may run at once, and one may follow another.</summary>
    public static Task<ForumHost> Serve(this Neighbourhood here, bool kestrel = false, FakeTimeProvider? clock = null, IDictionary<string, string?>? settings = null) => ForumHost.StartAsync(new()
    {
        Existing = here.Database, Environment = "Production", Kestrel = kestrel, Clock = clock, Settings = new Dictionary<string, string?>([.. here.Settings, .. settings ?? new Dictionary<string, string?>()]),
    });

    /// <summary>A browser in which this person is signed in; nobody when no name is given.</summary>
    public static async Task<Visitor> Browser(this Neighbourhood here, ForumHost host, string? name = null, bool byBoth = true)
    {
        if (name is not null) return await host.BrowserOf(here.PersonOf(name), byBoth);
        return await host.ClientAsync();
    }

    /// <summary>A browser in which this person is signed in.</summary>
    public static async Task<Visitor> BrowserOf(this ForumHost host, Guid person, bool byBoth = true)
    {
        var visitor = await host.ClientAsync();
        var (cookie, value) = await Session(host.Services, person, byBoth);
        visitor.Cookies.Put(cookie, value);
        return visitor;
    }

    /// <summary>Starts a session of somebody on the program's database, and answers the request header that carries it.</summary>
    public static async Task<string> SessionCookie(IServiceProvider services, Guid person)
    {
        var (name, value) = await Session(services, person, byBoth: true);
        return $"{name}={value}";
    }

    /// <summary>A started live connection of somebody.</summary>
    public static async Task<HubConnection> Live(this Neighbourhood here, ForumHost host, string? name = null, bool byBoth = true)
    {
        var hub = host.Hub(by: await here.Browser(host, name, byBoth));
        await hub.StartAsync();
        return hub;
    }

    private static async Task<(string Name, string Value)> Session(IServiceProvider services, Guid person, bool byBoth)
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, person.ToString())], ForumApi.SessionScheme);
        if (byBoth) identity.AddClaim(new(SessionStore.ByBoth, bool.TrueString));
        var ends = services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(12);
        var key = await services.GetRequiredService<SessionStore>().StoreAsync(new(new(identity), new AuthenticationProperties { ExpiresUtc = ends }, ForumApi.SessionScheme));
        var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(ForumApi.SessionScheme);
        // What the cookie handler writes when the ticket itself is kept by a store.
        var held = new ClaimsIdentity([new("Microsoft.AspNetCore.Authentication.Cookies-SessionId", key, ClaimValueTypes.String, options.ClaimsIssuer)], options.ClaimsIssuer);
        return (options.Cookie.Name!, options.TicketDataFormat.Protect(new(new(held), null, ForumApi.SessionScheme)));
    }
}
