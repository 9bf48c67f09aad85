using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Board;
using Tryghedsforum.Web.Tests.Members;
using Tryghedsforum.Web.Tests.Reports;
using Xunit;

namespace Tryghedsforum.Web.Tests.Hosting;

/// <summary>With everything switched to Debug the log still tells nothing of anybody: no words, number, address, name, key or code.</summary>
public sealed partial class LogTests : IAsyncLifetime
{
    private const string Slug = WorkHost.Slug, Forged = "\r\n{\"LogLevel\":\"Critical\",\"Message\":\"MARKFALSK\"}", Coloured = "\u001b[31mMARKROED\u001b[0m", Address = "203.0.113.77";
    private static readonly string[] Everything = ["Default", "Microsoft", "Microsoft.AspNetCore", "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.EntityFrameworkCore", "System.Net.Http", "Quartz", "Tryghedsforum"];
    private readonly List<string> secrets = [];
    private ForumHost host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var settings = Everything.SelectMany(category => new[] { $"Logging:LogLevel:{category}", $"Logging:Console:LogLevel:{category}", $"Logging:{typeof(LogLines).FullName}:LogLevel:{category}" }).ToDictionary(key => key, _ => (string?)"Debug");
        host = await ForumHost.StartAsync(new() { Settings = settings });
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_story_full_of_marked_data_leaves_none_of_it_in_any_line()
    {
        var (number, holder) = await AsNeighbour();
        await AsStaff(number);
        await AsNewcomer();
        await ByText();
        await Refused(holder);
        await Eventually.True(() => Phones.Texts("+4595077133").Count >= 1);

        var lines = host.Log.All.ToList();
        Assert.Contains(lines, line => line.StartsWith("Debug", StringComparison.Ordinal));
        string[] marks = ["MARK", "95077133", "95 07 71 33", "95077144", "95 07 71 44", "95077155", Address, "\u001b", "mark.mail", .. secrets];
        Assert.DoesNotContain(lines, line => marks.Any(mark => line.Contains(mark, StringComparison.Ordinal)));
    }

    // A neighbour reports by pages and program, follows the case, and writes.
    private async Task<(string Number, string Secret)> AsNeighbour()
    {
        var visitor = await host.ClientAsync();
        visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-For", Address);
        visitor.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "MARKAGENT/1.0");
        visitor.Http.DefaultRequestHeaders.Add("Idempotency-Key", "MARKNOEGLE");
        using var answer = await visitor.Http.PostAsJsonAsync($"/api/v1/forums/{Slug}/reports", new
        {
            category = "NeedleWaste", ground = "Street", amount = "TwoToFive", find = "Needles", place = new { written = "Ørnevej 6 MARKSTED", detail = "MARKDETALJE", lat = 55.70013, lon = 12.52993, accuracy = 5 },
            words = "MARKORD" + Forged, access = "MARKADGANG 4711", phone = "95 07 71 33", email = "mark.mail@example.dk",
        }, Cancel);
        var sent = await answer.Content.ReadFromJsonAsync<Dictionary<string, object>>(Cancel);
        Assert.True(answer.IsSuccessStatusCode, string.Join(", ", sent!.Values));
        var (number, secret) = (sent["number"].ToString()!, sent["secret"].ToString()!);
        secrets.Add(secret);
        var page = await visitor.Page($"/s/{secret}");
        await visitor.Press(page, "Send besked", ("ord", "MARKTILFOEJELSE"));
        await visitor.Page($"/s/{secret}/alt");
        await visitor.Http.GetStringAsync($"/s/{secret}/alt.json", Cancel);
        await using var hub = host.Hub(by: visitor);
        await hub.StartAsync(Cancel);
        await hub.InvokeAsync<JoinAnswer>("WatchCase", secret, null, Cancel);
        await visitor.Report("Ørnevej 14 MARKVEJ", more: [("Phone", "95 07 71 33")]);
        var step = await visitor.Where();
        var token = step.QuerySelector("#meld [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var picture = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new ByteArrayContent(ChosenFile.Dot) { Headers = { ContentType = new("image/png") } }, "picture", "MARKBILLEDE.png" } };
        using var uploaded = await visitor.Http.PostAsync($"/{Slug}/meld/billede", picture, Cancel);
        Assert.True(uploaded.IsSuccessStatusCode);
        return (number, secret);
    }

    private async Task AsStaff(string number)
    {
        var rune = await host.ClientAsync("Rune Askholt");
        secrets.AddRange(rune.Cookies.All.Values.Select(cookie => cookie.Value.ToString()));
        await rune.Page($"/{Slug}/overblik?q=MARKSOEG&MARKFELT=MARKVAERDI");
        await rune.Press(await rune.Page(WorkHost.Case(number)), "Send svaret", ("ord", "MARKSVAR" + Forged));
        using var dismissed = await rune.Http.PostAsJsonAsync($"/api/v1/forums/{Slug}/reports/{number}/dismiss", new { reason = "BelongsElsewhere", where = "MARKHVOR" }, Cancel);
    }

    // Somebody is invited, signs in by a code, and makes a passkey.
    private async Task AsNewcomer()
    {
        var (maja, newcomer) = (await host.ClientAsync("Maja Ellekilde"), await host.ClientAsync());
        var page = await maja.Press(await maja.Page($"/{Slug}/folk"), "Lav invitationen", ("navn", "MARKNAVN Olsen"), ("rolle", "Staff"), ("hold", "Herberget"), ("telefon", "95 07 71 44"));
        var link = new Uri(page.QuerySelector("#link")!.GetAttribute("value")!).AbsolutePath;
        secrets.Add(link.Split('/')[^1]);
        var entered = await newcomer.Press(await newcomer.Page(link), "Ja tak, jeg er med");
        await Eventually.True(() => Phones.Texts("+4595077144").Count == 1);
        var code = SixDigits().Match(Phones.Texts("+4595077144")[0].Body).Value;
        entered = await newcomer.Press(entered, "Gå videre", ("kode", "MARKKODE"));
        var me = await newcomer.Press(entered, "Gå videre", ("kode", code));
        Assert.Equal("MARKNAVN Olsen", me.QuerySelector("h1")!.TextContent);
        secrets.Add(newcomer.Cookies.All["forum-session"].Value.ToString());
        await PasskeyPageTests.Answer(newcomer, me, $"/{Slug}/mig/noegle", new Authenticator().Make, ("navn", "MARKENHED"));
        Assert.DoesNotContain(host.Log.All, line => !line.Contains("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) && Regex.IsMatch(line, $@"\b{code}\b"));
    }

    private async Task ByText()
    {
        var forum = await host.Rows(db => Task.FromResult(db.Forums.First(one => one.Slug == Slug).SmsNumber));
        foreach (var text in new[] { "MARKSMS kanyler ved MARKBAENK" + Forged + Coloured, "1 MARKSVAR", "IGEN MARKIGEN", "STOP" }) Phones.SendText("+4595077155", forum!, text);
        await Eventually.True(() => Phones.Texts("+4595077155").Any(text => !text.IsMine));
    }

    // What is refused is told to nobody else either.
    private async Task Refused(string secret)
    {
        var visitor = await host.ClientAsync();
        foreach (var path in new[] { "/s/MARKLINKMARKLINKMARKLINKMA", "/i/MARKLINKMARKLINKMARKLINKMA", $"/MARKSTI/{secret}", $"/{Slug}?MARK=MARK", "/api/v1/forums/MARKSLUG/public-list", $"/api/v1/forums/{Slug}/reports/MARKNUMMER", $"/api/v1/forums/{Slug}/pictures/MARKID", $"/s/{secret}/MARK" })
            (await visitor.Http.GetAsync(path, Cancel)).Dispose();
        foreach (var body in new[] { "{\"words\":\"MARKJSON", "{\"category\":\"MARKENUM\"}", "{\"MARKFELT\":1}", "MARKRAA" })
            (await visitor.Http.PostAsync($"/api/v1/forums/{Slug}/reports", new StringContent(body, Encoding.UTF8, "application/json"), Cancel)).Dispose();
        (await visitor.Http.PostAsync("/log-ind", new FormUrlEncodedContent([new("telefon", "MARKTELEFON 95 07 71 44")]), Cancel)).Dispose();
        using var known = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/forums/{Slug}/own-case/");
        known.Headers.Add("Case-Secret", "MARKLINKMARKLINKMARKLINKMA");
        (await visitor.Http.SendAsync(known, Cancel)).Dispose();
    }

    private SimulatedPhones Phones => host.Services.GetRequiredService<SimulatedPhones>();

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex SixDigits();
}
