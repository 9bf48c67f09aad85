using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Commands;
using Tryghedsforum.Web.Tests.Board;
using Xunit;

namespace Tryghedsforum.Web.Tests.Members;

/// <summary>Members have their devices show that there is news: what a browser may name, what is shown of it, and what counts.</summary>
public sealed class PushDevicesTests
{
    private const string Address = "/api/v1/forums/nordvest/push-devices", Page = "/nordvest/mig/besked";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_browser_shows_only_what_is_for_whoever_is_signed_in_there_and_is_counted_once(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await using var host = await here.Serve(settings: new Dictionary<string, string?>(PushService.Settings));
        using var browser = new PushBrowser("https://push.tryg.example/1");
        var (rune, ida) = (await here.Browser(host, "Rune Askholt"), await here.Browser(host, "Ida Falkentoft"));
        for (var twice = 0; twice < 2; twice++) Assert.Equal(HttpStatusCode.Created, await Post(rune, browser.Json));
        var device = Assert.Single(await Devices(rune));
        Assert.True(device.GetProperty("isThis").GetBoolean());
        Assert.Contains("Skærmen viser nyt på:", (await rune.Page("/nordvest/mig/data")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("push.tryg.example", await rune.Http.GetStringAsync("/nordvest/mig/data.json", Cancel), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Created, await Post(ida, browser.Json));
        Assert.Empty(await Devices(rune));
        var idas = Assert.Single(await Devices(ida)).GetProperty("id").GetString();
        using var notOwn = await rune.Http.DeleteAsync($"{Address}/{idas}", Cancel);
        Assert.Single(await Devices(ida));
        var page = await ida.Page(Page);
        Assert.Null(page.QuerySelector("[data-push]"));
        var said = await ida.Press(page, "[value=vis-ikke] ~ p button");
        Assert.Equal("Enheden viser det ikke længere.", said.QuerySelector(".happened")!.TextContent.Trim());
        Assert.Empty(await Devices(ida));
        var key = said.QuerySelector("[data-push]")!.GetAttribute("data-push");
        Assert.Equal(PushService.Settings["Push:PublicKey"], key);
    }

    [Fact]
    public async Task What_is_no_subscription_or_leads_into_ones_own_network_is_refused_in_Production()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await using var host = await here.Serve(settings: new Dictionary<string, string?>(PushService.Settings));
        var rune = await here.Browser(host, "Rune Askholt");
        using var right = new PushBrowser("https://push.tryg.example/1");
        foreach (var endpoint in new[] { "http://push.tryg.example/1", "https://127.0.0.1/1", "https://localhost/1", "https://db.internal/1", "https://10.0.0.1/1", "https://[::1]/1", "https://push.tryg.example:8443/1", "/1", "", $"https://push.tryg.example/{new string('a', 1000)}" })
        {
            using var wrong = new PushBrowser(endpoint);
            Assert.Equal((HttpStatusCode.BadRequest, endpoint), (await Post(rune, wrong.Json), endpoint));
        }

        var point = right.P256dh;
        foreach (var (from, to) in new[] { (point, point[..^4]), (point, "A" + point[1..]), (point, point[..40] + (point[40] == 'A' ? 'B' : 'A') + point[41..]), (right.Auth, right.Auth[..^2]), (right.Auth, "!" + right.Auth[1..]), ("p256dh", "p256"), ("keys", "key") })
            Assert.Equal((HttpStatusCode.BadRequest, to), (await Post(rune, right.Json.Replace(from, to, StringComparison.Ordinal)), to));
        Assert.Empty(await Devices(rune));
        var page = await rune.Page(Page);
        var refused = await rune.Press(page, "[data-push]", (Pages.Members.MyPushDevices.AnswerField, "{\"endpoint\":"));
        Assert.Contains("Enheden svarede ikke, som den skal.", refused.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, await Post(rune, right.Json));
    }

    [Fact]
    public async Task It_ends_when_one_signs_out_there()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await using var host = await here.Serve(settings: new Dictionary<string, string?>(PushService.Settings));
        var (phone, computer) = (await here.Browser(host, "Rune Askholt"), await here.Browser(host, "Rune Askholt"));
        using var one = new PushBrowser("https://push.tryg.example/1");
        using var other = new PushBrowser("https://push.tryg.example/2");
        await Post(phone, one.Json);
        await Post(computer, other.Json);
        Assert.Equal(2, (await Devices(computer)).Count);
        await phone.Press(await phone.Page("/nordvest/mig"), "Log ud");
        Assert.Single(await Devices(computer));
        Assert.Equal(1, await here.Db(db => db.PushDevices.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Without_keys_nothing_of_it_is_shown_or_taken()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await using var host = await here.Serve();
        var rune = await here.Browser(host, "Rune Askholt");
        Assert.Null((await rune.Page(Page)).QuerySelector("#skaerm"));
        using var browser = new PushBrowser("https://push.tryg.example/1");
        Assert.Equal(HttpStatusCode.NotFound, await Post(rune, browser.Json));
    }

    [Fact]
    public async Task The_case_says_in_one_modest_line_whose_screens_were_sent_word()
    {
        await using var service = new PushService();
        await using var host = await ForumHost.StartAsync(new() { Settings = new Dictionary<string, string?>(PushService.Settings) });
        using var way = new HttpClient();
        host.Outside.Answer(service.Address.ToString(), async request =>
        {
            using var on = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
            foreach (var (name, values) in request.Headers) on.Headers.TryAddWithoutValidation(name, values);
            return await way.SendAsync(on);
        });
        var rune = await host.ClientAsync("Rune Askholt");
        Assert.Equal(HttpStatusCode.Created, await Post(rune, service.Browser().Json));
        var neighbour = await host.ClientAsync();
        using var sent = await neighbour.Http.PostAsJsonAsync("/api/v1/forums/nordvest/reports", new { category = "NeedleWaste", ground = "Street", amount = "TwoToFive", find = "Needles", place = new { written = "Ørnevej 6" } }, Cancel);
        var number = (await sent.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("number").GetString();
        await Eventually.True(() => !service.Taken.IsEmpty || !service.Wrong.IsEmpty);
        Assert.Empty(service.Wrong);
        Assert.Equal($"Nyt i sag {number}", service.Taken.First().Words.GetProperty("title").GetString());
        await Eventually.True(async () => (await rune.Page(WorkHost.Case(number!))).QuerySelector("[data-key=told-shown]") is not null);
        var line = (await rune.Page(WorkHost.Case(number!))).QuerySelector("[data-key=told-shown]")!.TextContent;
        Assert.StartsWith("Desuden er der sendt bud til skærmen hos Rune", line, StringComparison.Ordinal);
        Assert.Contains("Det tæller ikke som besked", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_makes_a_pair_that_the_settings_take()
    {
        using var said = new StringWriter();
        Assert.True(await PushKeysCommand.Run(new(null!, ["push-keys"], false, said), Cancel));
        var lines = said.ToString().Split('\n').Where(line => line.StartsWith("Push:", StringComparison.Ordinal)).Select(line => line.Trim().Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        Assert.True(Tryghedsforum.Web.Settings.KeyMaterial.IsPair(lines["Push:PublicKey"], lines["Push:PrivateKey"]));
        Assert.False(Tryghedsforum.Web.Settings.KeyMaterial.IsPair(PushService.Settings["Push:PublicKey"]!, lines["Push:PrivateKey"]));
    }

    private static async Task<HttpStatusCode> Post(Visitor by, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await by.Http.PostAsync(Address, body, Cancel);
        return answer.StatusCode;
    }

    private static async Task<List<JsonElement>> Devices(Visitor by) => [.. (await by.Http.GetFromJsonAsync<JsonElement>(Address, Cancel)).EnumerateArray()];
}
