using System.Text;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Web.Tests.Shape;
using Xunit;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>Nobody acts through another's browser: neither a foreign page that sends a form, nor a program that looks at links before their reader does.</summary>
public sealed class ForgeryTests
{
    private const string Evil = "https://evil.example";

    // They change nothing of anybody's, are signed by whoever sends them, or are sent by a mail program: there the secret in the address is the key (RFC 8058).
    private static readonly string[] WithoutToken = ["/sprog", "/sms/inbound", "/sms/status/{id:guid}", "/live", "/live/negotiate", "/fejl/{code:int:range(400,599)}", "/{Slug}/afmeld/{Mail}", "/{slug}/afmeld/{mail}"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_without_its_token_with_another_persons_or_from_another_site_does_nothing()
    {
        await using var stage = await Stage.Set(DatabaseKind.Sqlite);
        var (coordinator, stranger) = (stage.Cast.Single(one => one.Name == "coordinator"), stage.Cast.Single(one => one.Name == "resident"));
        var doors = MatrixTests.All().Where(door => door.IsPost && !door.IsInterface && !WithoutToken.Contains(door.Address)).ToList();
        // The cases on which they would act are there before.
        foreach (var door in doors) (await stage.Send(door, coordinator.WithToken(""))).Dispose();
        var (before, wrong) = (await Rows.Of(stage.Here.Database, Cancel), new List<string>());
        foreach (var door in doors)
        {
            var invited = Stage.Asks(door).Contains("Invitation") ? new Dictionary<string, string> { ["Invitation"] = stage.Own("Invitation") } : null;
            foreach (var (what, who, change) in new (string, Somebody, Action<HttpRequestMessage>?)[]
            {
                ("no token", coordinator.WithToken(""), null),
                ("a made up token", coordinator.WithToken("CfDJ8" + new string('A', 150)), null),
                ("another's token", coordinator.WithToken(stranger.FormToken), null),
                ("another site", coordinator, request => From(request, Evil)),
                ("another site that says nothing", coordinator, request => From(request, "null", "cross-site")),
                ("a site beside", coordinator, request => From(request, "null", "same-site")),
                ("another scheme", coordinator, request => From(request, "http://localhost")),
            })
            {
                // Whoever is no member has no token of a member's.
                if (what == "another's token" && coordinator.FormToken == stranger.FormToken) wrong.Add("two persons have one token");
                using var answer = await stage.Send(door, who, change, invited);
                if ((int)answer.StatusCode is not (400 or 403 or 404)) wrong.Add($"{door.Name}: {what}: {(int)answer.StatusCode}");
                if ((int)answer.StatusCode is 404 && door.Always != "unknown") wrong.Add($"{door.Name}: {what}: 404");
            }
        }

        Rule.Holds("It was not refused.", wrong);
        Rule.Holds("It left something behind.", Rows.Changed(before, await Rows.Of(stage.Here.Database, Cancel)));
        Assert.True(doors.Count > 40, $"{doors.Count} forms");
    }

    [Fact]
    public async Task A_foreign_page_can_make_the_interface_do_nothing()
    {
        await using var stage = await Stage.Set(DatabaseKind.Sqlite);
        var coordinator = stage.Cast.Single(one => one.Name == "coordinator");
        var doors = Doors.Interface.Where(door => door.IsPost).ToList();
        foreach (var door in doors) (await stage.Send(door, coordinator, request => From(request, Evil))).Dispose();
        var (before, wrong) = (await Rows.Of(stage.Here.Database, Cancel), new List<string>());
        foreach (var door in doors)
            foreach (var (what, expected, change) in new (string, int, Action<HttpRequestMessage>)[]
            {
                ("another site", 403, request => From(request, Evil)),
                ("no origin, with a cookie", 403, request => request.Headers.Add("Origin", "")),
                ("no site's page", 403, request => From(request, "null")),
                ("as a form can send it", 415, request => request.Content = new StringContent("{}", Encoding.UTF8, "text/plain")),
            })
            {
                if (expected == 415 && door.Address.EndsWith("/pictures", StringComparison.Ordinal)) continue;
                using var answer = await stage.Send(door, coordinator, change);
                if ((int)answer.StatusCode != expected) wrong.Add($"{door.Name}: {what}: {(int)answer.StatusCode}, not {expected}");
            }

        Rule.Holds("It was not refused.", wrong);
        Rule.Holds("It left something behind.", Rows.Changed(before, await Rows.Of(stage.Here.Database, Cancel)));
    }

    [Theory]
    [InlineData("WhatsApp/2.24.1 A")]
    [InlineData("Mozilla/5.0 (compatible; Microsoft Defender SafeLinks)")]
    public async Task A_robot_that_opens_every_link_changes_nothing(string robot)
    {
        await using var stage = await Stage.Set(DatabaseKind.Sqlite);
        var doors = MatrixTests.All().Where(door => door.Method == "GET").ToList();
        var (before, wrong) = (await Rows.Of(stage.Here.Database, Cancel), new List<string>());
        foreach (var door in doors)
            foreach (var who in stage.Cast.Where(one => one.Name is "unknown" or "resident" or "crew" or "coordinator" or "holder of the link"))
                foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
                {
                    using var answer = await stage.Send(door, who, request =>
                    {
                        request.Method = method;
                        request.Headers.TryAddWithoutValidation("User-Agent", robot);
                    });
                    if ((int)answer.StatusCode >= 500) wrong.Add($"{method} {door.Address}: {who.Name}: {(int)answer.StatusCode}");
                }

        Rule.Holds("It failed.", wrong);
        Rule.Holds("It left something behind.", Rows.Changed(before, await Rows.Of(stage.Here.Database, Cancel)));
        // The invitation that it has opened is still one.
        using var opened = await stage.Send(new("GET", "/i/{Invitation}", Policies.Join), stage.Cast[0]);
        Assert.Equal(System.Net.HttpStatusCode.OK, opened.StatusCode);
    }

    [Fact]
    public async Task A_used_invitation_opens_nothing_and_joins_nobody_again()
    {
        await using var stage = await Stage.Set(DatabaseKind.Sqlite);
        var (first, second) = (stage.Cast[0], stage.Cast.Single(one => one.Name == "resident"));
        var door = Doors.Forms.First(form => form.Address == "/i/{Invitation}" && form.Variant.Length == 0);
        var link = new Dictionary<string, string> { ["Invitation"] = stage.Own("Invitation") };
        using (var accepted = await stage.Send(door, first, null, link)) Assert.Equal(System.Net.HttpStatusCode.Redirect, accepted.StatusCode);
        var before = await Rows.Of(stage.Here.Database, Cancel);
        foreach (var who in new[] { first, second })
        {
            using var again = await stage.Send(door, who, null, link);
            Assert.Equal(System.Net.HttpStatusCode.Gone, again.StatusCode);
            using var read = await stage.Send(door with { Method = "GET" }, who, null, link);
            Assert.Equal(System.Net.HttpStatusCode.Gone, read.StatusCode);
        }

        Assert.Empty(Rows.Changed(before, await Rows.Of(stage.Here.Database, Cancel)));
    }

    private static void From(HttpRequestMessage request, string origin, string? site = null)
    {
        request.Headers.Add("Origin", origin);
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
    }
}
