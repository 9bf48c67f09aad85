using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Members;

/// <summary>Somebody without a telephone is invited and signs in by e-mail, through the pages and without script.</summary>
public sealed partial class EmailPageTests
{
    private const string Signe = "signe.ravn@post.example";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Somebody_without_a_telephone_is_invited_by_e_mail_and_signs_in_by_its_code(DatabaseKind kind)
    {
        await using var host = await ForumHost.StartAsync(new() { Database = kind });
        var (maja, signe) = (await host.ClientAsync("Maja Ellekilde"), await host.ClientAsync());
        var page = await Invite(maja, Signe);
        Assert.Contains($"Vi sender også linket til {Signe}.", Words(page), StringComparison.Ordinal);
        var shown = new Uri(page.QuerySelector("#link")!.GetAttribute("value")!).AbsolutePath;
        var mail = await Mail(host, Signe, 1);
        Assert.Equal("Invitation til Tryghedsforum Nordvest", mail.Subject);
        Assert.Contains("Hej Signe Ravn. Maja Ellekilde inviterer dig til Tryghedsforum Nordvest. Rolle: medarbejder, Herberget.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("72 timer", mail.Text, StringComparison.Ordinal);
        Assert.Equal(shown, Link(mail.Text));

        // Robots that look at every link in a mail use none of it up.
        for (var look = 0; look < 3; look++) Assert.Equal(HttpStatusCode.OK, (await (await host.ClientAsync()).Page(shown)).StatusCode);
        Assert.Single(Mails(host).To(Signe));
        var invitation = await signe.Page(shown);
        Assert.Contains("en kode til e-mailen s...@post.example", Words(invitation), StringComparison.Ordinal);
        var code = await signe.Press(invitation, "Ja tak, jeg er med");
        var me = await signe.Press(code, "Gå videre", ("kode", await CodeTo(host, Signe, 2)));
        Assert.Equal("Signe Ravn", me.QuerySelector("h1")!.TextContent);
        Assert.Contains("logge ind med en kode til s...@post.example", Words(me), StringComparison.Ordinal);

        var elsewhere = await host.ClientAsync();
        code = await elsewhere.Press(await elsewhere.Page("/log-ind"), "Send mig en kode", ("telefon", "Signe.Ravn@post.example"));
        var board = await elsewhere.Press(code, "Gå videre", ("kode", await CodeTo(host, Signe, 3)));
        Assert.Equal(HttpStatusCode.OK, board.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.Page($"/{Slug}/overblik")).StatusCode);
        Assert.Contains("Logger ind med e-mail og får ingen SMS.", Words(await maja.Page($"/{Slug}/folk")), StringComparison.Ordinal);
        Assert.DoesNotContain(host.Log.All, line => line.Contains("signe.ravn", StringComparison.OrdinalIgnoreCase) || line.Contains(shown, StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task A_known_and_an_unknown_address_get_the_same_page_and_a_wrong_one_words(DatabaseKind kind)
    {
        await using var host = await ForumHost.StartAsync(new() { Database = kind });
        var maja = await host.ClientAsync("Maja Ellekilde");
        await Invite(maja, Signe);
        var (link, signe) = (Link((await Mail(host, Signe, 1)).Text), await host.ClientAsync());
        await signe.Press(await signe.Page(link), "Ja tak, jeg er med");
        var seen = new List<(string Url, HttpStatusCode Status, string Words, string Cookies)>();
        foreach (var address in new[] { Signe, "ingen@post.example" })
        {
            var visitor = await host.ClientAsync();
            var page = await visitor.Press(await visitor.Page("/log-ind"), "Send mig en kode", ("telefon", address));
            seen.Add((page.Url, page.StatusCode, Words(page), string.Join(' ', visitor.Cookies.All.Keys.Order(StringComparer.Ordinal))));
            var wrong = await visitor.Press(page, "Gå videre", ("kode", "12"));
            seen.Add((wrong.Url, wrong.StatusCode, Words(wrong), ""));
        }

        Assert.Equal(seen[..2], seen[2..]);
        Assert.EndsWith("/log-ind/kode", seen[0].Url, StringComparison.Ordinal);
        await Mail(host, Signe, 3);
        Assert.Empty(Mails(host).To("ingen@post.example"));

        foreach (var address in new[] { "a@b", "a@b.example\r\nBcc: c@d.example", "a@b.example,c@d.example", "Signe <signe@b.example>" })
        {
            var visitor = await host.ClientAsync();
            var page = await visitor.Press(await visitor.Page("/log-ind"), "Send mig en kode", ("telefon", address));
            Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
            Assert.Contains("Det ligner ikke en mailadresse.", Words(page), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_member_adds_an_address_changes_it_and_the_old_one_is_told()
    {
        await using var host = await ForumHost.StartAsync();
        var rune = await host.ClientAsync("Rune Askholt");
        var me = await rune.Page($"/{Slug}/mig");
        Assert.Contains("Er telefonen væk en dag, kan du logge ind med en kode på e-mail. Tilføj e-mail", Words(me), StringComparison.Ordinal);
        me = await Use(host, rune, "rune@post.example", 1);
        Assert.Contains("Din e-mail er gemt.", Words(me), StringComparison.Ordinal);
        Assert.Contains("r...@post.example", Words(me), StringComparison.Ordinal);
        await Use(host, rune, "rune.askholt@post.example", 1);
        var told = await Mail(host, "rune@post.example", 2);
        Assert.Equal("Din e-mail hos Tryghedsforum Nordvest er skiftet", told.Subject);
        Assert.DoesNotContain("rune.askholt", told.Text, StringComparison.Ordinal);

        // To show again who one is, the address is offered beside the number.
        Assert.Contains("r...@post.example", Words(await rune.Page($"/{Slug}/mig/bekraeft")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_e_mail_the_page_asks_for_the_number_only_and_says_so_to_an_address()
    {
        await using var host = await ForumHost.StartAsync(new() { Settings = new Dictionary<string, string?> { ["Email:Provider"] = "None" } });
        var visitor = await host.ClientAsync();
        var page = await visitor.Page("/log-ind");
        Assert.DoesNotContain("mail", Words(page), StringComparison.OrdinalIgnoreCase);
        page = await visitor.Press(page, "Send mig en kode", ("telefon", Signe));
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Contains("Her sender vi ikke e-mail. Skriv et mobilnummer i stedet.", Words(page), StringComparison.Ordinal);
        var rune = await host.ClientAsync("Rune Askholt");
        Assert.DoesNotContain("e-mail", Words(await rune.Page($"/{Slug}/mig")), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.NotFound, (await rune.Page($"/{Slug}/mig/email")).StatusCode);
    }

    [Theory, BothDatabases]
    public async Task The_whole_way_goes_through_a_real_mail_server(DatabaseKind kind)
    {
        await using var server = MailServer.Start();
        await using var host = await ForumHost.StartAsync(new() { Database = kind, Settings = new Dictionary<string, string?>(server.Settings) { ["PublicUrl"] = "https://localhost" } });
        await Invite(await host.ClientAsync("Maja Ellekilde"), Signe, "Signe <b>Ravn</b>");
        await Eventually.True(() => server.Mails.Count == 1);
        var mail = server.Mails.Single();
        Assert.Equal(("forum@tryg.example", Signe), (mail.From.Mailboxes.Single().Address, mail.To.Mailboxes.Single().Address));
        Assert.Contains("Hej Signe &lt;b&gt;Ravn&lt;/b&gt;.", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("Hej Signe <b>Ravn</b>.", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", mail.HtmlBody, StringComparison.OrdinalIgnoreCase);
        var signe = await host.ClientAsync();
        var code = await signe.Press(await signe.Page(Link(mail.TextBody!)), "Ja tak, jeg er med");
        await Eventually.True(() => server.Mails.Count == 2);
        var me = await signe.Press(code, "Gå videre", ("kode", SixDigits().Match(server.Mails.Last().TextBody!).Value));
        Assert.Equal("Signe <b>Ravn</b>", me.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task An_invitation_that_the_mail_server_does_not_take_is_the_coordinator_s_task()
    {
        await using var server = MailServer.Start();
        server.RefusesRecipient = 550;
        await using var host = await ForumHost.StartAsync(new() { Settings = server.Settings });
        var maja = await host.ClientAsync("Maja Ellekilde");
        await Invite(maja, Signe);
        await Eventually.True(async () => Words(await maja.Page($"/{Slug}/leveret")).Contains("Den inviterede E-mailen kan ikke bruges", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_server_that_lets_nobody_in_is_said_to_the_coordinator()
    {
        await using var server = MailServer.Start(password: "rigtig");
        await using var host = await ForumHost.StartAsync(new() { Settings = new Dictionary<string, string?>(server.Settings) { ["Email:User"] = "forum", ["Email:Password"] = "forkert" } });
        var maja = await host.ClientAsync("Maja Ellekilde");
        Assert.DoesNotContain("E-mail er gået i stå", Words(await maja.Page($"/{Slug}/leveret")), StringComparison.Ordinal);
        await Invite(maja, Signe);
        await Eventually.True(async () => Words(await maja.Page($"/{Slug}/leveret")).Contains("E-mail er gået i stå siden", StringComparison.Ordinal));
    }

    /// <summary>Makes an address the visitor's, by the page.</summary>
    internal static async Task<IDocument> Use(ForumHost host, Visitor visitor, string address, int which)
    {
        var page = await visitor.Press(await visitor.Page($"/{Slug}/mig/email"), "Send mig en kode", ("email", address));
        return await visitor.Press(page, "Brug denne e-mail", ("kode", await CodeTo(host, address, which)));
    }

    private static async Task<IDocument> Invite(Visitor coordinator, string address, string name = "Signe Ravn")
    {
        var page = await coordinator.Press(await coordinator.Page($"/{Slug}/folk"), "Lav invitationen", ("navn", name), ("rolle", "Staff"), ("hold", "Herberget"), ("telefon", address));
        Assert.Contains($"{name} er inviteret", Words(page), StringComparison.Ordinal);
        return page;
    }

    private static SimulatedMails Mails(ForumHost host) => host.Services.GetRequiredService<SimulatedMails>();

    private static async Task<SimulatedMail> Mail(ForumHost host, string address, int which)
    {
        await Eventually.True(() => Mails(host).To(address).Count == which);
        return Mails(host).To(address)[which - 1];
    }

    private static async Task<string> CodeTo(ForumHost host, string address, int which) => SixDigits().Match((await Mail(host, address, which)).Text).Value;

    private static string Link(string text) => new Uri(Address().Match(text).Value).AbsolutePath;

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex SixDigits();

    [GeneratedRegex(@"https?://\S+/i/\S+")]
    private static partial Regex Address();
}
