using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OtpNet;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Members;

/// <summary>A member's own page: where one is signed in, and what only who has newly shown who it is may change.</summary>
public sealed class MyPageTests : IAsyncLifetime
{
    private const string Me = $"/{Slug}/mig";
    private readonly FakeTimeProvider clock = new(new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));
    private ForumHost host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await ForumHost.StartAsync(new() { Clock = clock });

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Where_one_is_signed_in_is_listed_and_ended_there_alone()
    {
        var (phone, desk) = (await host.ClientAsync(), await host.ClientAsync());
        phone.Http.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (Linux; Android 15; K)");
        desk.Http.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64)");
        await SignInAs(phone, "Tove Brink");
        clock.Advance(TimeSpan.FromDays(2));
        await SignInAs(desk, "Tove Brink");
        var page = await desk.Page(Me);
        Assert.Contains("Windows-computer (denne) Logget ind i dag.", Words(page), StringComparison.Ordinal);
        Assert.Contains("Android-telefon Logget ind", Words(page), StringComparison.Ordinal);
        page = await desk.Press(page, "#steder ~ ul button");
        Assert.Contains("Du er logget ud der.", Words(page), StringComparison.Ordinal);
        Assert.DoesNotContain("Android-telefon", Words(page), StringComparison.Ordinal);
        Assert.Equal("Log ind", (await phone.Page(Me)).QuerySelector("h1")!.TextContent);
        Assert.Equal("Tove Brink", (await desk.Page(Me)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task After_ten_minutes_a_code_shows_who_one_is_and_then_the_number_changes_by_a_code_of_its_own()
    {
        var visitor = await host.ClientAsync("Tove Brink");
        clock.Advance(TimeSpan.FromMinutes(11));
        var me = await visitor.Page(Me);
        Assert.Null(me.QuerySelector("[data-passkey]"));
        var page = await visitor.Page($"{Me}/nummer");
        Assert.Equal("Vis, at det er dig", page.QuerySelector("h1")!.TextContent);
        var before = visitor.Cookies.All["forum-session"].Value.ToString();
        page = await visitor.Press(page, "Få en kode på SMS");
        page = await visitor.Press(page, "Gå videre", ("kode", await Code()));
        Assert.EndsWith($"{Me}/nummer", page.Url, StringComparison.Ordinal);
        Assert.NotEqual(before, visitor.Cookies.All["forum-session"].Value.ToString());

        page = await visitor.Press(page, "Send mig en kode", ("telefon", "95 20 00 66"));
        page = await visitor.Press(page, "Skift nummer", ("kode", "000000"));
        Assert.Contains("Koden passer ikke", Words(page), StringComparison.Ordinal);
        page = await visitor.Press(page, "Skift nummer", ("kode", await Code()));
        Assert.Contains("Dit nummer er skiftet.", Words(page), StringComparison.Ordinal);
        Assert.Contains("nummeret, der ender på 66.", Words(page), StringComparison.Ordinal);
        await Eventually.True(() => host.Services.GetRequiredService<SimulatedPhones>().Texts(PhoneOf("Tove Brink")).Any(text => text.Body.Contains("er skiftet ud", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_app_is_set_up_from_ones_own_page_and_a_form_that_was_left_open_leads_to_the_proof()
    {
        var visitor = await host.ClientAsync("Tove Brink");
        var page = await visitor.Page($"{Me}/app");
        var app = new Totp(Base32Encoding.ToBytes(page.QuerySelector("code.key")!.TextContent.Replace(" ", "", StringComparison.Ordinal)));
        page = await visitor.Press(page, "Sæt op", ("kode", "000000"));
        Assert.Contains("Koden passer ikke", Words(page), StringComparison.Ordinal);
        var left = page;
        page = await visitor.Press(page, "Sæt op", ("kode", app.ComputeTotp(clock.GetUtcNow().UtcDateTime)));
        Assert.Contains("Godkendelsesappen er sat op.", Words(page), StringComparison.Ordinal);
        Assert.Contains("Du har en godkendelsesapp.", Words(page), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("Vis, at det er dig", (await visitor.Press(left, "Sæt op", ("kode", "1"))).QuerySelector("h1")!.TextContent);
    }

    private static string PhoneOf(string name) => PhoneNumber.TryParse(Web.Demo.DemoForums.Read().SelectMany(demo => demo.People).First(person => person.Name == name).Phone, out var number) ? number.E164 : "";

    private static async Task SignInAs(Visitor visitor, string name) => await visitor.Press(await visitor.Page("/log-ind?ReturnUrl=%2Flog-ind"), name);

    private async Task<string> Code()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var attempt = await scope.ServiceProvider.GetRequiredService<ForumDb>().SignInAttempts.AsNoTracking().OrderByDescending(a => a.At).FirstAsync(a => a.PassedAt == null, Cancel);
        return SignInAttempt.Code(scope.ServiceProvider.GetRequiredService<FieldCipher>(), attempt.Id);
    }
}
