using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Members;

/// <summary>From an invitation to a signed-in member, with a telephone and without script.</summary>
public sealed partial class WayInTests(WorkHost work) : IClassFixture<WorkHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_is_invited_accepts_and_signs_in_by_the_code_on_the_telephone()
    {
        var (maja, signe) = (await work.As("Maja Ellekilde"), await work.Host.ClientAsync());
        var link = await Invite(maja, "Signe Ravn", "Staff", "Herberget", "95 80 01 01");
        Assert.Contains("Signe Ravn", Words(await maja.Page($"/{Slug}/folk")), StringComparison.Ordinal);

        var invitation = await signe.Page(link);
        Assert.Contains("Velkommen, Signe Ravn Du er inviteret til Tryghedsforum Nordvest som medarbejder, Herberget.", Words(invitation), StringComparison.Ordinal);
        Assert.Contains("ender på 01", Words(invitation), StringComparison.Ordinal);
        var code = await signe.Press(invitation, "Ja tak, jeg er med");
        Assert.EndsWith("/log-ind/kode?ReturnUrl=%2Fnordvest%2Fmig", code.Url, StringComparison.Ordinal);

        var wrong = await signe.Press(code, "Gå videre", ("kode", "12"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("Koden passer ikke", Words(wrong), StringComparison.Ordinal);
        var me = await signe.Press(wrong, "Gå videre", ("kode", await CodeOn("+4595800101")));
        Assert.Equal("Signe Ravn", me.QuerySelector("h1")!.TextContent);
        Assert.Equal(HttpStatusCode.OK, (await signe.Page($"/{Slug}/overblik")).StatusCode);

        // The link is spent, for everybody.
        var spent = await (await work.Host.ClientAsync()).Page(link);
        Assert.Equal((HttpStatusCode.Gone, "Invitationen gælder ikke længere"), (spent.StatusCode, spent.QuerySelector("h1")!.TextContent));

        var done = await maja.Press(await maja.Page($"/{Slug}/folk"), "Ja, afslut det: Signe Ravn");
        Assert.Contains("Medlemskabet er afsluttet.", Words(done), StringComparison.Ordinal);
        Assert.EndsWith("/log-ind?ReturnUrl=%2Fnordvest%2Foverblik", (await signe.Page($"/{Slug}/overblik")).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coordinator_sets_up_an_app_and_needs_it_from_then_on()
    {
        var newcomer = await work.Host.ClientAsync();
        var link = await Invite(await work.As("Maja Ellekilde"), "Gro Lind", "Coordinator", "", "95 80 01 02");
        var invitation = await newcomer.Page(link);
        Assert.Contains("Din rolle kræver også en godkendelsesapp", Words(invitation), StringComparison.Ordinal);
        var code = await newcomer.Press(invitation, "Ja tak, jeg er med");
        var setUp = await newcomer.Press(code, "Gå videre", ("kode", await CodeOn("+4595800102")));
        Assert.EndsWith("/log-ind/totrin?ReturnUrl=%2Fnordvest%2Fmig", setUp.Url, StringComparison.Ordinal);
        Assert.NotNull(setUp.QuerySelector("svg.qr path:not(.paper)"));
        // The code of the telephone alone opens nothing.
        Assert.EndsWith("/log-ind?ReturnUrl=%2Fnordvest%2Foverblik", (await newcomer.Page($"/{Slug}/overblik")).Url, StringComparison.Ordinal);

        var app = new Totp(Base32Encoding.ToBytes(setUp.QuerySelector("code.key")!.TextContent.Replace(" ", "", StringComparison.Ordinal)));
        var me = await newcomer.Press(setUp, "Log ind", ("kode", app.ComputeTotp(work.Host.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime)));
        Assert.Equal("Gro Lind", me.QuerySelector("h1")!.TextContent);

        var elsewhere = await work.Host.ClientAsync();
        code = await elsewhere.Press(await elsewhere.Page("/log-ind"), "Send mig en kode", ("telefon", "95 80 01 02"));
        var second = await elsewhere.Press(code, "Gå videre", ("kode", await CodeOn("+4595800102", 2)));
        Assert.Null(second.QuerySelector("svg.qr"));
        Assert.Contains("Åbn din godkendelsesapp", Words(second), StringComparison.Ordinal);

        // "Log ud overalt" ends the other browser's session, too.
        var left = await newcomer.Press(await newcomer.Page($"/{Slug}/mig"), "Log ud overalt");
        Assert.EndsWith($"/{Slug}", left.Url, StringComparison.Ordinal);
        Assert.EndsWith("/log-ind?ReturnUrl=%2Fnordvest%2Foverblik", (await newcomer.Page($"/{Slug}/overblik")).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_made_coordinator_takes_the_second_step_before_the_next_page()
    {
        var (maja, eli) = (await work.As("Maja Ellekilde"), await work.Host.ClientAsync());
        var link = await Invite(maja, "Eli Toft", "Staff", "Herberget", "95 80 01 05");
        var code = await eli.Press(await eli.Page(link), "Ja tak, jeg er med");
        await eli.Press(code, "Gå videre", ("kode", await CodeOn("+4595800105")));
        Assert.Equal(HttpStatusCode.OK, (await eli.Page($"/{Slug}/overblik")).StatusCode);

        var list = await maja.Page($"/{Slug}/folk");
        var form = await maja.Page(list.QuerySelectorAll("main a").Single(a => a.TextContent == "Ret rolle, hold eller navn: Eli Toft").GetAttribute("href")!);
        var saved = await maja.Press(form, "Gem", ("role", "Coordinator"), ("team", ""), ("name", "Eli T."));
        Assert.Equal(("Eli T.", "Gemt."), (saved.QuerySelector("h1")!.TextContent, saved.QuerySelector(".happened")!.TextContent.Trim()));
        Assert.Contains("Maja Ellekilde rettede Eli T.: før medarbejder, Herberget, nu koordinator. Navnet blev også ændret.", Words(await maja.Page($"/{Slug}/logbog")), StringComparison.Ordinal);

        // The session of one step carries nothing of it, neither on a page nor in the interface.
        var asked = await eli.Page($"/{Slug}/overblik");
        Assert.EndsWith("/log-ind?ReturnUrl=%2Fnordvest%2Foverblik", asked.Url, StringComparison.Ordinal);
        Assert.Contains("Du har fået en rolle, som kræver to trin.", Words(asked), StringComparison.Ordinal);
        using (var refused = await eli.Http.GetAsync($"/api/v1/forums/{Slug}/members", Cancel)) Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        code = await eli.Press(asked, "Send mig en kode", ("telefon", "95 80 01 05"));
        var setUp = await eli.Press(code, "Gå videre", ("kode", await CodeOn("+4595800105", 2)));
        var app = new Totp(Base32Encoding.ToBytes(setUp.QuerySelector("code.key")!.TextContent.Replace(" ", "", StringComparison.Ordinal)));
        await eli.Press(setUp, "Log ind", ("kode", app.ComputeTotp(work.Host.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime)));
        Assert.Equal(HttpStatusCode.OK, (await eli.Page($"/{Slug}/folk")).StatusCode);
    }

    [Fact]
    public async Task An_unknown_number_gets_the_same_page_and_no_text()
    {
        var visitor = await work.Host.ClientAsync();
        var page = await visitor.Press(await visitor.Page("/log-ind"), "Send mig en kode", ("telefon", "95 99 11 22"));
        Assert.EndsWith("/log-ind/kode", page.Url, StringComparison.Ordinal);
        var known = await work.Host.ClientAsync();
        var same = await known.Press(await known.Page("/log-ind"), "Send mig en kode", ("telefon", PhoneOf("Tove Brink")));
        Assert.Equal(Words(page), Words(same));
        Assert.Empty(Phones.Texts("+4595991122"));
    }

    [Fact]
    public async Task A_wrong_number_stays_in_its_field_and_the_steps_lead_back_to_the_first()
    {
        var visitor = await work.Host.ClientAsync();
        var page = await visitor.Press(await visitor.Page("/log-ind?ReturnUrl=%2Fnordvest%2Fmig"), "Send mig en kode", ("telefon", "mit nummer"));
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Equal("mit nummer", page.QuerySelector("#telefon")!.GetAttribute("value"));
        Assert.Contains("Det ligner ikke et telefonnummer", Words(page), StringComparison.Ordinal);
        foreach (var step in new[] { "kode", "totrin" })
            Assert.EndsWith("/log-ind?ReturnUrl=%2Fnordvest%2Fmig", (await visitor.Page($"/log-ind/{step}?ReturnUrl=%2Fnordvest%2Fmig")).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_at_an_invitation_changes_nothing_and_its_address_is_kept_from_everybody()
    {
        var link = await Invite(await work.As("Maja Ellekilde"), "Ea Dam", "Partner", "", "95 80 01 03");
        var robot = await work.Host.ClientAsync();
        for (var looks = 0; looks < 3; looks++)
        {
            using var answer = await robot.Http.GetAsync(new Uri(link, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(("no-referrer", "noindex, nofollow", true), (answer.Headers.GetValues("Referrer-Policy").Single(), answer.Headers.GetValues("X-Robots-Tag").Single(), answer.Headers.CacheControl!.NoStore));
        }

        Assert.Contains("Ja tak, jeg er med", Words(await robot.Page(link)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_member_reads_who_can_do_what_and_no_row_is_without_words()
    {
        var page = await (await work.As("Asta Lindvig")).Page($"/{Slug}/hvem-kan-hvad");
        Assert.Equal(Api.Members.Policies.All.Count - 1, page.QuerySelectorAll("dl.kept")[0].QuerySelectorAll("dt").Length);
        Assert.DoesNotContain("Policy_", Words(page), StringComparison.Ordinal);
        Assert.Contains("Markere en sag som set medarbejder, hentehold, koordinator og nærpolitiet", Words(page), StringComparison.Ordinal);
        Assert.Contains("Følge sin egen sag og få sine oplysninger slettet den, der har sagens link", Words(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_in_an_invitation_is_said_beside_the_field_and_one_can_be_called_off()
    {
        var maja = await work.As("Maja Ellekilde");
        var page = await maja.Press(await maja.Page($"/{Slug}/folk"), "Lav invitationen", ("navn", ""), ("rolle", "Crew"), ("telefon", "1"));
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Equal(["Skriv et navn på højst 80 tegn.", "Det ligner ikke et telefonnummer. Skriv 8 tal, eller begynd med + og landekode.", "Vælg det hold, som personen hører til."],
            page.QuerySelectorAll(".errbox li").Select(line => line.TextContent.Trim()));
        Assert.NotNull(page.QuerySelector("details[open] #navn"));

        var link = await Invite(maja, "Bo Krag", "Crew", "Herberget", "95 80 01 04");
        var after = await maja.Press(await maja.Page($"/{Slug}/folk"), "Træk tilbage: Bo Krag");
        Assert.Contains("Invitationen er trukket tilbage.", Words(after), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await maja.Page(link)).StatusCode);
    }

    private SimulatedPhones Phones => PhonesOf(work);

    private static async Task<string> Invite(Visitor coordinator, string name, string role, string team, string phone)
    {
        var page = await coordinator.Press(await coordinator.Page($"/{Slug}/folk"), "Lav invitationen", ("navn", name), ("rolle", role), ("hold", team), ("telefon", phone));
        Assert.Contains($"{name} er inviteret", Words(page), StringComparison.Ordinal);
        return new Uri(page.QuerySelector("#link")!.GetAttribute("value")!).AbsolutePath;
    }

    private Task<string> CodeOn(string phone, int which = 1) => CodeOn(work, phone, which);

    /// <summary>The code in the text that a phone has got.</summary>
    internal static async Task<string> CodeOn(WorkHost work, string phone, int which = 1)
    {
        await Eventually.True(() => PhonesOf(work).Texts(phone).Count == which);
        return SixDigits().Match(PhonesOf(work).Texts(phone)[which - 1].Body).Value;
    }

    /// <summary>The number of one of the demo's people, as it is written.</summary>
    internal static string PhoneOf(string name) => Web.Demo.DemoForums.Read().SelectMany(demo => demo.People).First(person => person.Name == name).Phone!;

    /// <summary>The same as the telephone company knows it.</summary>
    internal static string NumberOf(string name) => Api.Members.PhoneNumber.TryParse(PhoneOf(name), out var number) ? number.E164 : throw new InvalidOperationException(name);

    private static SimulatedPhones PhonesOf(WorkHost work) => work.Host.Services.GetRequiredService<SimulatedPhones>();

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex SixDigits();
}
