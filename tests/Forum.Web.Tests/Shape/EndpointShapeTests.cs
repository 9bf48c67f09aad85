using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Shape;

/// <summary>Every address says who may ask. Pages say it here, and are held to it.</summary>
public sealed class EndpointShapeTests
{
    // Who may open a page. A new page fails here until it stands in the table.
    private static readonly Dictionary<string, Policy> Pages = new()
    {
        ["/"] = Policies.SeePublic,
        ["/log-ind"] = Policies.SeePublic,
        ["/log-ind/kode"] = Policies.Join,
        ["/log-ind/totrin"] = Policies.Join,
        ["/i/{Invitation}"] = Policies.Join,
        ["/{Slug}/folk"] = Policies.ManageMembers,
        ["/{Slug}/hvem-kan-hvad"] = Policies.OwnSessions,
        ["/{Slug}"] = Policies.SeePublic,
        ["/{Slug}/oplysninger"] = Policies.SeePublic,
        ["/{Slug}/meld"] = Policies.Report,
        ["/{Slug}/meld/hvor"] = Policies.Report,
        ["/{Slug}/meld/hvad"] = Policies.Report,
        ["/{Slug}/meld/send"] = Policies.Report,
        ["/{Slug}/tak"] = Policies.Report,
        ["/s/{Secret}"] = Policies.FollowCase,
        ["/s/{Secret}/alt"] = Policies.FollowCase,
        ["/{Slug}/kvarteret"] = Policies.SeeQuarter,
        ["/{Slug}/maaned"] = Policies.SeeFigures,
        ["/{Slug}/maaned/{Month}"] = Policies.SeeFigures,
        ["/{Slug}/overblik"] = Policies.SeeBoard,
        ["/{Slug}/overblik/{Number}"] = Policies.SeeBoard,
        ["/{Slug}/hentes"] = Policies.Fetch,
        ["/{Slug}/hentes/{Number}"] = Policies.Fetch,
        ["/{Slug}/skriv-ind"] = Policies.Fetch,
        ["/{Slug}/leveret"] = Policies.Coordinate,
        ["/{Slug}/mig"] = new("Members", Anyone: false, Holder: false, Program: false, Enum.GetValues<Role>()),
    };

    // Anybody may connect; what is heard is decided anew for each who does.
    private static readonly Dictionary<string, string> HubMethods = new()
    {
        ["LiveHub.WatchForum"] = "somebody unknown hears what is public, a member what the member's role may read",
        ["LiveHub.WatchCase"] = "the secret of the link is the key",
        ["LiveHub.OnDisconnectedAsync"] = "called by the framework",
    };

    // Open to a browser that has asked for a code, or holds an invitation; WayInTests go through them.
    private static readonly string[] WayIn = ["/log-ind/kode", "/log-ind/totrin", "/i/{Invitation}"];

    private static readonly string[] DevelopmentPages = ["/simulator", "/look"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_endpoint_that_is_no_page_names_its_policy_or_is_anonymous_by_its_own_word()
    {
        await using var host = await ForumHost.StartAsync();
        Rule.Holds(
            "Write .NeedsPolicy(Policies.…) on the endpoint, or .AllowAnonymous() where the library knows no policies.",
            from endpoint in Endpoints(host)
            where endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null && endpoint.Metadata.GetMetadata<Policy>() is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            select endpoint.RoutePattern.RawText!,
            new Dictionary<string, string>
            {
                ["/_framework/opaque-redirect"] = "mapped by the framework itself: it only carries out a redirect that a page has asked for",
                ["{**path:file}"] = "mapped by the framework itself, in Development: a style or script that is newer than the build",
            });
    }

    [Fact]
    public async Task Every_page_stands_in_the_table()
    {
        await using var host = await ForumHost.StartAsync();
        Rule.Holds(
            "Name the page's policy in the table of this test.",
            Endpoints(host).Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null).Select(endpoint => endpoint.RoutePattern.RawText!).Except(Pages.Keys).Except(DevelopmentPages));
    }

    [Fact]
    public void Every_method_of_a_hub_says_who_may_call_it() => Rule.Holds(
        "Say in the table of this test who may call the hub's method.",
        from module in Assemblies.Product
        from type in module.Written()
        where type.BaseType?.FullName.StartsWith("Microsoft.AspNetCore.SignalR.Hub", StringComparison.Ordinal) is true
        from method in type.Methods
        where method is { IsPublic: true, IsConstructor: false }
        select $"{type.Name}.{method.Name}",
        HubMethods);

    // On both databases: one answers at once, the other later, when a page may have begun to draw.
    [Theory, BothDatabases]
    public async Task A_page_opens_for_those_whom_its_policy_admits_and_for_nobody_else(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await using var host = await here.Serve(clock: here.Clock);
        // Near a listed children's place, so that it is a case for the police, too.
        var sent = await here.Report(Neighbourhood.Needles("Mejsevænget 11"));
        var wrong = new List<string>();
        foreach (var name in new[] { null, "Asta Lindvig", "Yusuf Karaman", "Rune Askholt", "Tove Brink", "Lea Stougard", "Henning Krage", "Samira Haddad", "Bodil Frost", "Maja Ellekilde" })
        {
            var (actor, visitor) = (name is null ? here.Neighbour : here.As(name), await here.Browser(host, name));
            foreach (var (page, policy) in Pages.ExceptBy(WayIn, row => row.Key))
            {
                // A link is its own key, whoever holds it; a wrong one opens nothing to anybody.
                var address = page.Replace("{Slug}", "nordvest", StringComparison.Ordinal).Replace("{Number}", sent.Number, StringComparison.Ordinal).Replace("{Month}", "2027-01", StringComparison.Ordinal);
                var opens = policy.Holder && !policy.Anyone ? await Opens(visitor, address, sent.Secret) && !await Opens(visitor, address, "forkert") : await Opens(visitor, address, "");
                if (opens != (policy.Admits(actor) || policy.Holder)) wrong.Add($"{page} {(opens ? "opens" : "stays shut")} for {actor.Role?.ToString() ?? "somebody unknown"}");
            }
        }

        Rule.Holds("The page and the table differ.", wrong);
    }

    private static async Task<bool> Opens(Visitor visitor, string address, string secret)
    {
        using var answer = await visitor.Http.GetAsync(new Uri(address.Replace("{Secret}", secret, StringComparison.Ordinal), UriKind.Relative), Cancel);
        return answer.StatusCode == HttpStatusCode.OK && (answer.RequestMessage!.RequestUri!.AbsolutePath != "/log-ind" || address == "/log-ind");
    }

    private static List<RouteEndpoint> Endpoints(ForumHost host) => [.. host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
}
