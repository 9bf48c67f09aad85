using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Members;

/// <summary>The program with two real OpenID providers beside it: the municipality's and a broker, whose word counts for both steps; and a third that is not the municipality.</summary>
public sealed class ProviderHost : IAsyncLifetime
{
    /// <summary>The host.</summary>
    public ForumHost Host { get; private set; } = null!;

    /// <summary>The municipality, which is also the broker; another level is demanded there.</summary>
    public OidcProvider Municipality { get; private set; } = null!;

    /// <summary>Somebody else.</summary>
    public OidcProvider Other { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        (Municipality, Other) = (await OidcProvider.StartAsync(), await OidcProvider.StartAsync());
        Host = await ForumHost.StartAsync(new()
        {
            Kestrel = true,
            Settings = new Dictionary<string, string?>([.. Municipality.Settings("kommunen", "Kommunen"), .. Municipality.Settings("mitid", "MitID", secondStep: true, acr: "substantial"), .. Other.Settings("anden", "Anden")])
            {
                ["Limits:PasskeysPerSourceAndTenMinutes"] = "10000", ["Limits:CodesPerSourceAndTenMinutes"] = "10000",
            },
        });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Municipality.DisposeAsync();
        await Other.DisposeAsync();
    }
}

/// <summary>Signing in at somebody else's, against real providers.</summary>
public sealed class ProviderTests(ProviderHost with) : IClassFixture<ProviderHost>
{
    private const string Me = "/nordvest/mig", Board = "/nordvest/overblik", Nothing = "Det blev ikke til noget.";

    [Fact]
    public async Task A_member_connects_a_login_and_comes_back_with_it()
    {
        using var tove = await As("Tove Brink");
        var page = await Connect(tove, "Kommunen", "tove");
        Assert.Contains("Forbindelsen er lavet.", Words(page), StringComparison.Ordinal);
        Assert.Contains("Kommunen Forbundet i dag. Ikke brugt endnu.", Words(page), StringComparison.Ordinal);

        using var elsewhere = Somebody();
        page = await SignIn(elsewhere, "Kommunen", "tove", Me);
        Assert.Equal(("Tove Brink", Me), (page.QuerySelector("h1")!.TextContent, new Uri(page.Url).AbsolutePath));
        Assert.Contains("Sidst brugt i dag.", Words(page), StringComparison.Ordinal);

        // Signed out is signed out; and the provider, where the session goes on, asks again who it is.
        await elsewhere.Press(page, "Log ud");
        Assert.Equal("/log-ind", new Uri((await elsewhere.Page(Board)).Url).AbsolutePath);
        page = await elsewhere.Press(await elsewhere.Page("/log-ind"), "Log ind med Kommunen");
        Assert.Equal("Hvem er du?", page.QuerySelector("h1")!.TextContent);
        page = await elsewhere.Press(page, "Annuller");
        Assert.Contains(Nothing, Words(page), StringComparison.Ordinal);

        // Disconnected, it opens nothing, and the other browser is out.
        page = await SignIn(elsewhere, "Kommunen", "tove", Me);
        page = await tove.Press(await tove.Page(Me), "Ja, fjern den: Kommunen");
        Assert.Contains("Forbindelsen er fjernet. Du er logget ud alle andre steder.", Words(page), StringComparison.Ordinal);
        Assert.Equal("/log-ind", new Uri((await elsewhere.Page(Board)).Url).AbsolutePath);
        Assert.Equal("Du er ikke inviteret endnu", (await SignIn(elsewhere, "Kommunen", "tove")).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task An_unknown_subject_and_the_same_one_of_another_issuer_are_told_kindly_that_they_are_not_invited()
    {
        using var jens = await As("Jens Molbæk");
        await Connect(jens, "Kommunen", "jens");
        foreach (var (provider, subject) in new[] { ("Kommunen", "nobody"), ("Anden", "jens") })
        {
            using var visitor = Somebody();
            var page = await SignIn(visitor, provider, subject, Me);
            Assert.Equal("Du er ikke inviteret endnu", page.QuerySelector("h1")!.TextContent);
            Assert.Contains($"Dit login hos {provider} virkede", Words(page), StringComparison.Ordinal);
            Assert.Equal("/log-ind", new Uri((await visitor.Page(Board)).Url).AbsolutePath);
        }
    }

    [Fact]
    public async Task What_the_provider_says_is_believed_only_with_the_right_nonce_audience_issuer_time_and_signature()
    {
        using var asta = await As("Asta Lindvig");
        await Connect(asta, "Kommunen", "asta");
        (object Claims, bool Stranger)[] lies =
        [
            (new { nonce = "another" }, false), (new { aud = "another" }, false), (new { iss = with.Other.Address.ToString().TrimEnd('/') }, false), (new { exp = 1_000_000_000 }, false), (new { }, true),
        ];
        foreach (var (claims, stranger) in lies)
        {
            using var visitor = Somebody();
            await with.Municipality.Say(claims, stranger);
            var page = await SignIn(visitor, "Kommunen", "asta", Me);
            Assert.Contains(Nothing, Words(page), StringComparison.Ordinal);
            Assert.Equal("/log-ind", new Uri((await visitor.Page(Board)).Url).AbsolutePath);
        }

        // The test of the test: signed anew and unchanged, it is believed.
        using var right = Somebody();
        await with.Municipality.Say(new { });
        Assert.Equal("Asta Lindvig", (await SignIn(right, "Kommunen", "asta", Me)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task The_way_back_opens_once_only_in_the_browser_that_set_out_and_with_its_own_state()
    {
        using var bodil = await As("Bodil Frost");
        await Connect(bodil, "Kommunen", "bodil");
        using var visitor = Somebody();
        var back = await Stop(visitor, "bodil");
        using var thief = Somebody();
        Assert.Contains(Nothing, Words(await thief.Page(back.ToString())), StringComparison.Ordinal);
        Assert.Contains(Nothing, Words(await visitor.Page(back.ToString().Replace("state=", "state=x", StringComparison.Ordinal))), StringComparison.Ordinal);
        Assert.Equal("Bodil Frost", (await visitor.Page(back.ToString())).QuerySelector("h1")!.TextContent);
        await visitor.Press(await visitor.Page(Me), "Log ud");
        Assert.Contains(Nothing, Words(await visitor.Page(back.ToString())), StringComparison.Ordinal);

        // The code again, with a state of today.
        var fresh = await Stop(visitor, "bodil");
        var codes = new[] { fresh, back }.Select(address => Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query)["code"].ToString()).ToArray();
        Assert.Contains(Nothing, Words(await visitor.Page(fresh.ToString().Replace(codes[0], codes[1], StringComparison.Ordinal))), StringComparison.Ordinal);
        Assert.Equal("/log-ind", new Uri((await visitor.Page(Board)).Url).AbsolutePath);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("/.//evil.example")]
    public async Task Where_it_leads_afterwards_is_here(string wanted)
    {
        using var yusuf = await As("Yusuf Karaman");
        await Connect(yusuf, "Anden", "yusuf");
        using var visitor = Somebody();
        var page = await SignIn(visitor, "Anden", "yusuf", wanted);
        Assert.Equal(with.Host.Address.Authority, new Uri(page.Url).Authority);
        Assert.DoesNotContain(visitor.Been, been => been.Host == "evil.example");
        await yusuf.Press(await yusuf.Page(Me), "Ja, fjern den: Anden");
    }

    [Fact]
    public async Task Police_by_a_provider_that_is_one_step_are_asked_for_the_second_one()
    {
        using var lea = await As("Lea Stougard");
        await Connect(lea, "Kommunen", "lea");
        using var visitor = Somebody();
        var page = await SignIn(visitor, "Kommunen", "lea", Me);
        Assert.Equal("Et trin til", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("/log-ind", new Uri((await visitor.Page(Board)).Url).AbsolutePath);
        page = await visitor.Page("/log-ind/totrin?ReturnUrl=%2Fnordvest%2Fmig");
        var app = new Totp(Base32Encoding.ToBytes(page.QuerySelector("code.key")!.TextContent.Replace(" ", "", StringComparison.Ordinal)));
        page = await visitor.Press(page, "Log ind", ("kode", app.ComputeTotp(with.Host.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime)));
        Assert.Equal("Lea Stougard", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_coordinator_connects_a_strong_login_as_the_second_step_and_it_is_enough_alone_but_only_at_the_level_that_is_demanded()
    {
        using var first = Somebody();
        var page = await Code(first, "95 00 00 51", 1);
        Assert.Equal("Et trin til", page.QuerySelector("h1")!.TextContent);
        page = await AtProvider(first, await first.Press(page, "Log ind med MitID"), "maja", "low");
        Assert.Contains("ikke sikkert nok til os", Words(page), StringComparison.Ordinal);
        Assert.Equal("/log-ind/totrin", new Uri(page.Url).AbsolutePath);
        page = await AtProvider(first, await first.Press(page, "Log ind med MitID"), "maja", "substantial");
        Assert.Equal("Maja Ellekilde", page.QuerySelector("h1")!.TextContent);

        using var alone = Somebody();
        page = await AtProvider(alone, await alone.Press(await alone.Page("/log-ind"), "Log ind med MitID"), "maja", "low");
        Assert.Contains("ikke sikkert nok til os", Words(page), StringComparison.Ordinal);
        page = await AtProvider(alone, await alone.Press(await alone.Page("/log-ind?ReturnUrl=%2Fnordvest%2Fmig"), "Log ind med MitID"), "maja", "substantial");
        Assert.Equal("Maja Ellekilde", page.QuerySelector("h1")!.TextContent);

        // The code alone leads to no new second step: it is that login, and nobody else's, that is asked for.
        using var again = Somebody();
        page = await Code(again, "95 00 00 51", 2);
        Assert.Null(page.QuerySelector("svg.qr, #kode"));
        using var another = Somebody();
        Assert.Contains(Nothing, Words(await AtProvider(another, await another.Press(await Code(another, "95 00 00 51", 3), "Log ind med MitID"), "somebody-else", "substantial")), StringComparison.Ordinal);
        page = await AtProvider(again, await again.Press(page, "Log ind med MitID"), "maja", "substantial");
        Assert.Equal("Maja Ellekilde", page.QuerySelector("h1")!.TextContent);
        page = await again.Press(await again.Page(Me), "Ja, fjern den: MitID");
        Assert.Contains("dette er dit eneste andet trin", Words(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_is_connected_by_whoever_has_just_signed_in_in_the_session_that_asked_and_never_twice()
    {
        using var ida = await As("Ida Falkentoft");
        await Connect(ida, "Kommunen", "taken");
        using var other = await As("Henning Krage");
        Assert.Contains("allerede forbundet med en anden", Words(await Connect(other, "Kommunen", "taken")), StringComparison.Ordinal);
        using var henning = await As("Henning Krage");

        var page = await henning.Press(await henning.Page(Me), "Forbind Kommunen");
        henning.StopsBefore = new Uri(with.Host.Address, "/log-ind/via/").ToString();
        await henning.Press(page, "Log ind", ("sub", "henning-late"), ("acr", "low"));
        await henning.Press(await henning.Page("/log-ind?ReturnUrl=%2Flog-ind"), "Henning Krage");
        Assert.Equal("Vis, at det er dig", (await henning.Page(henning.StoppedAt!.ToString())).QuerySelector("h1")!.TextContent);

        henning.StopsBefore = null;
        await using (var scope = with.Host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ForumDb>();
            var person = await db.Users.SingleAsync(p => p.Name == "Henning Krage", TestContext.Current.CancellationToken);
            var old = DateTimeOffset.UtcNow.AddMinutes(-16);
            await db.Sessions.Where(s => s.PersonId == person.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.StartedAt, old), TestContext.Current.CancellationToken);
        }

        page = await henning.Press(await henning.Page(Me), "Forbind Kommunen");
        Assert.Equal("Vis, at det er dig", page.QuerySelector("h1")!.TextContent);
        Assert.DoesNotContain("Fjern forbindelsen", Words(await henning.Page(Me)), StringComparison.Ordinal);
    }

    private Wanderer Somebody() => new(with.Host.Address);

    private async Task<Wanderer> As(string name)
    {
        var somebody = Somebody();
        await somebody.Press(await somebody.Page("/log-ind?ReturnUrl=%2Flog-ind"), name);
        return somebody;
    }

    private static async Task<IDocument> Connect(Wanderer member, string provider, string subject) => await AtProvider(member, await member.Press(await member.Page(Me), $"Forbind {provider}"), subject, "low");

    private static async Task<IDocument> SignIn(Wanderer visitor, string provider, string subject, string returnUrl = "/") =>
        await AtProvider(visitor, await visitor.Press(await visitor.Page($"/log-ind?ReturnUrl={Uri.EscapeDataString(returnUrl)}"), $"Log ind med {provider}"), subject, "low");

    private static Task<IDocument> AtProvider(Wanderer visitor, IDocument page, string subject, string acr) => visitor.Press(page, "Log ind", ("sub", subject), ("acr", acr));

    private async Task<Uri> Stop(Wanderer visitor, string subject)
    {
        visitor.StopsBefore = new Uri(with.Host.Address, "/log-ind/via/").ToString();
        await SignIn(visitor, "Kommunen", subject, Me);
        visitor.StopsBefore = null;
        return visitor.StoppedAt!;
    }

    private async Task<IDocument> Code(Wanderer visitor, string phone, int which)
    {
        var page = await visitor.Press(await visitor.Page("/log-ind?ReturnUrl=%2Fnordvest%2Fmig"), "Send mig en kode", ("telefon", phone));
        var (number, phones) = ($"+45{phone.Replace(" ", "", StringComparison.Ordinal)}", with.Host.Services.GetRequiredService<SimulatedPhones>());
        await Eventually.True(() => phones.Texts(number).Count == which);
        return await visitor.Press(page, "Gå videre", ("kode", string.Concat(phones.Texts(number)[which - 1].Body.SkipWhile(letter => !char.IsAsciiDigit(letter)).Take(6))));
    }

    private static string Words(IDocument page) => string.Join(' ', page.QuerySelector("main")!.TextContent.Replace('\u00a0', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
