using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using Microsoft.Extensions.Logging;
using OtpNet;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Commands;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Hosting;

/// <summary>In Production, from an empty database to needles that are fetched: by the operator's command and by pages alone.</summary>
public sealed partial class FirstRunTests
{
    private const string Home = "/skovkvarteret";
    private readonly ConcurrentQueue<(string To, string Body)> texts = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task People_who_were_not_there_when_it_was_built_open_a_forum_and_the_first_needles_are_fetched(Api.Data.DatabaseKind kind)
    {
        await using var host = await ForumHost.StartAsync(new()
        {
            Database = kind, Environment = "Production",
            Settings = new Dictionary<string, string?> { ["Sms:Provider"] = "Twilio", ["Sms:AccountSid"] = "AC1", ["Sms:AuthToken"] = "secret", ["Sms:BaseUrl"] = "https://provider.example/" },
        });
        host.Outside.Answer("https://provider.example/", Take);

        var coordinator = await host.ClientAsync();
        var code = await coordinator.Press(await coordinator.Page(await Found(host)), "Ja tak, jeg er med");
        var setUp = await coordinator.Press(code, "Gå videre", ("kode", await Code("+4595200077")));
        var app = new Totp(Base32Encoding.ToBytes(setUp.QuerySelector("code.key")!.TextContent.Replace(" ", "", StringComparison.Ordinal)));
        var me = await coordinator.Press(setUp, "Log ind", ("kode", app.ComputeTotp()));
        Assert.Equal("Inge Skov", me.QuerySelector("h1")!.TextContent);

        var staff = await Join(host, coordinator, "Mie Holm", "Staff", "Herberget", "95 20 00 81");
        var crew = await Join(host, coordinator, "Bo Krag", "Crew", "Sundhedsteamet", "95 20 00 82");

        var neighbour = await host.ClientAsync();
        using var answer = await neighbour.Http.PostAsJsonAsync($"/api/v1/forums{Home}/reports", new { category = "NeedleWaste", ground = "Street", place = new { written = "Skovgade 3" }, amount = "TwoToFive", find = "Needles" }, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        using var sent = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        var (number, secret) = (sent.RootElement.GetProperty("number").GetString()!, sent.RootElement.GetProperty("secret").GetString()!);
        await Eventually.True(() => texts.Any(text => text.To == "+4595200082" && text.Body.Contains($"HENT {number}", StringComparison.Ordinal)));
        await Eventually.True(() => texts.Any(text => text.To == "+4595200081" && text.Body.Contains($"Ny sag {number}", StringComparison.Ordinal)));

        await staff.Press(await staff.Page($"{Home}/overblik/{number}"), "Markér som set");
        var taken = await crew.Press(await crew.Page($"{Home}/hentes/{number}"), "[value=tag]");
        await crew.Press(taken, "[value=hentet]", ("antal", "3"));
        Assert.Contains("Hentet", Words(await neighbour.Page($"/s/{secret}")), StringComparison.Ordinal);
        Assert.Empty(host.Outside.Unexpected);
        // Nothing of anybody's number, and no code, is in the log.
        Assert.DoesNotContain(host.Log.All, line => line.Contains("952000", StringComparison.Ordinal));
    }

    private async Task<Visitor> Join(ForumHost host, Visitor coordinator, string name, string role, string team, string phone)
    {
        var page = await coordinator.Press(await coordinator.Page($"{Home}/folk"), "Lav invitationen", ("navn", name), ("rolle", role), ("hold", team), ("telefon", phone));
        var visitor = await host.ClientAsync();
        var code = await visitor.Press(await visitor.Page(new Uri(page.QuerySelector("#link")!.GetAttribute("value")!).AbsolutePath), "Ja tak, jeg er med");
        var me = await visitor.Press(code, "Gå videre", ("kode", await Code($"+45{phone.Replace(" ", "", StringComparison.Ordinal)}")));
        Assert.Equal(name, me.QuerySelector("h1")!.TextContent);
        return visitor;
    }

    private static async Task<string> Found(ForumHost host)
    {
        string[] args =
        [
            "found", Path.Combine(Shape.Files.Root, "Forum.Web", "Commands", "forum.example.json"), "--coordinator=Inge Skov", "--phone=95 20 00 77",
        ];
        await using var program = ForumProgram.Build(
            ["--applicationName=Forum.Web", "--environment=Production", $"--Data:Folder={host.DataFolder}", $"--Database:Kind={host.Database.Kind}", $"--Database:Connection={host.Database.Connection}", "--Sms:Provider=None", $"--PublicUrl={host.Address}",
                .. TestKeys.Arguments, .. OperatorCommands.Settings(args)],
            builder => builder.Logging.ClearProviders());
        await using var said = new StringWriter();
        await OperatorCommands.Run(program, args, said, Cancel);
        return new Uri(said.ToString().Trim().Split('\n')[^1]).AbsolutePath;
    }

    private async Task<string> Code(string phone)
    {
        await Eventually.True(() => texts.Any(text => text.To == phone));
        return SixDigits().Match(texts.First(text => text.To == phone).Body).Value;
    }

    private async Task<HttpResponseMessage> Take(HttpRequestMessage request)
    {
        var fields = HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(Cancel));
        texts.Enqueue((fields["To"]!, fields["Body"]!));
        return new(HttpStatusCode.Created) { Content = JsonContent.Create(new { sid = $"SM{Guid.NewGuid():N}", status = "queued", to = fields["To"], body = fields["Body"] }) };
    }

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex SixDigits();
}
