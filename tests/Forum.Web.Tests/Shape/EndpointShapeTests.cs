using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Shape;

/// <summary>Every address says who may ask. Pages say it here, and are held to it by <see cref="Access.MatrixTests"/>.</summary>
public sealed class EndpointShapeTests
{
    // Who may open a page. A new page fails here until it stands in the table.
    internal static readonly Dictionary<string, Policy> Pages = new()
    {
        ["/"] = Policies.SeePublic,
        ["/drift"] = Policies.Operate,
        ["/maaned"] = Policies.CompareForums,
        ["/maaned/{Month}"] = Policies.CompareForums,
        ["/log-ind"] = Policies.SeePublic,
        ["/log-ind/hjaelp"] = Policies.SeePublic,
        ["/log-ind/ikke-inviteret"] = Policies.SeePublic,
        ["/log-ind/kode"] = Policies.Join,
        ["/log-ind/totrin"] = Policies.Join,
        ["/i/{Invitation}"] = Policies.Join,
        ["/{Slug}/folk"] = Policies.ManageMembers,
        ["/{Slug}/folk/{Member}"] = Policies.ManageMembers,
        ["/{Slug}/indstillinger"] = Policies.ChangeSettings,
        ["/{Slug}/indstillinger/kontakt"] = Policies.ChangeSettings,
        ["/{Slug}/indstillinger/tider"] = Policies.ChangeSettings,
        ["/{Slug}/indstillinger/sletning"] = Policies.ChangeSettings,
        ["/{Slug}/sletning"] = Policies.SeeAudit,
        ["/{Slug}/indstillinger/ord"] = Policies.ChangeSettings,
        ["/{Slug}/indstillinger/hold"] = Policies.ChangeSettings,
        ["/{Slug}/indstillinger/hold/{Team}"] = Policies.ChangeSettings,
        ["/{Slug}/indstillinger/sted"] = Policies.ChangeSettings,
        ["/{Slug}/indstillinger/sted/{Place}"] = Policies.ChangeSettings,
        ["/{Slug}/indstillinger/emne"] = Policies.ChangeSettings,
        ["/{Slug}/indstillinger/emne/{Category}"] = Policies.ChangeSettings,
        ["/{Slug}/indstillinger/regler/{Category}"] = Policies.ChangeSettings,
        ["/{Slug}/indstillinger/besked"] = Policies.ChangeSettings,
        ["/{Slug}/indstillinger/sms"] = Policies.ChangeSettings,
        ["/{Slug}/indstillinger/sms-tekster"] = Policies.ChangeSettings,
        ["/{Slug}/indstillinger/sms-tekster/{Key}"] = Policies.ChangeSettings,
        ["/{Slug}/indstillinger/besked/proev"] = Policies.ChangeSettings,
        ["/{Slug}/mig/besked"] = Policies.OwnMessages,
        ["/{Slug}/afmeld/{Mail}"] = Policies.StopMails,
        ["/{Slug}/sendt/{Outside}"] = Policies.AnswerHandOver,
        ["/{Slug}/kom-i-gang"] = Policies.ChangeSettings,
        ["/{Slug}/hvem-kan-hvad"] = Policies.OwnSessions,
        ["/{Slug}"] = Policies.SeePublic,
        ["/{Slug}/oplysninger"] = Policies.SeePublic,
        ["/{Slug}/varsler"] = Policies.Coordinate,
        ["/{Slug}/was"] = Policies.SeePublic,
        ["/{Slug}/meld"] = Policies.Report,
        ["/{Slug}/meld/hvor"] = Policies.Report,
        ["/{Slug}/meld/hvad"] = Policies.Report,
        ["/{Slug}/meld/send"] = Policies.Report,
        ["/{Slug}/tak"] = Policies.Report,
        ["/s/{Secret}"] = Policies.FollowCase,
        ["/s/{Secret}/alt"] = Policies.FollowCase,
        ["/{Slug}/kvarteret"] = Policies.SeeQuarter,
        ["/{Slug}/tal"] = Policies.SeePublic,
        ["/{Slug}/tal/{Month}"] = Policies.SeePublic,
        ["/{Slug}/tal/{Month}/{Version}"] = Policies.SeePublic,
        ["/{Slug}/maaned"] = Policies.SeeFigures,
        ["/{Slug}/maaned/{Month}"] = Policies.SeeFigures,
        ["/{Slug}/maaned/{Month}/{Version}"] = Policies.SeeFigures,
        ["/{Slug}/maaned/aar/{Year}"] = Policies.SeeFigures,
        ["/{Slug}/overblik"] = Policies.SeeBoard,
        ["/{Slug}/overblik/{Number}"] = Policies.SeeBoard,
        ["/{Slug}/overblik/{Number}/frigiv"] = Policies.ProposeRelease,
        ["/{Slug}/frigivet"] = Policies.ReadReleased,
        ["/{Slug}/hentes"] = Policies.Fetch,
        ["/{Slug}/hentes/{Number}"] = Policies.Fetch,
        ["/{Slug}/skriv-ind"] = Policies.Fetch,
        ["/{Slug}/logbog"] = Policies.SeeAudit,
        ["/{Slug}/leveret"] = Policies.Coordinate,
        ["/{Slug}/vagtplan"] = Policies.KeepRoster,
        ["/{Slug}/vagtplan/{Team}"] = Policies.KeepRoster,
        ["/{Slug}/mig"] = Policies.OwnSessions,
        ["/{Slug}/mig/app"] = Policies.OwnSignIn,
        ["/{Slug}/mig/bekraeft"] = Policies.OwnSignIn,
        ["/{Slug}/foelg-med"] = Policies.Join,
        ["/{Slug}/mine"] = Policies.OwnCases,
        ["/{Slug}/mig/data"] = Policies.OwnData,
        ["/{Slug}/mig/nummer"] = Policies.OwnSignIn,
        ["/{Slug}/mig/email"] = Policies.OwnSignIn,
    };

    // Anybody may connect; what is heard is decided anew for each who does.
    private static readonly Dictionary<string, string> HubMethods = new()
    {
        ["LiveHub.WatchForum"] = "somebody unknown hears what is public, a member what the member's role may read",
        ["LiveHub.WatchCase"] = "the secret of the link is the key",
        ["LiveHub.OnConnectedAsync"] = "called by the framework",
        ["LiveHub.OnDisconnectedAsync"] = "called by the framework",
    };

    internal static readonly string[] DevelopmentPages = ["/simulator", "/look"];

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
    public async Task Everything_that_answers_is_tried_by_everybody()
    {
        await using var production = await ForumHost.StartAsync(new() { Environment = "Production" });
        Rule.Holds("Give the endpoint its row in Access/Doors.cs: what to send, and whom it admits.", Access.MatrixTests.Missing(Endpoints(production), Access.MatrixTests.All()));
    }

    [Fact]
    public void Whom_a_policy_admits_is_said_twice_and_the_same() =>
        Rule.Holds("Say in the test's own table (Access/PolicyTable.cs) whom the policy admits.", Access.MatrixTests.Differences(Policies.All));

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

    private static List<RouteEndpoint> Endpoints(ForumHost host) => [.. host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
}
