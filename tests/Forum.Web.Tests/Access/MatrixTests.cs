using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Web.Tests.Shape;
using Xunit;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>
/// Every endpoint, page, form and hub method, tried by each of nineteen people, against what the tables here say. The doors come from the routing
/// table, so a new one fails until it has a row. <c>ACCESS_MATRIX=file</c> prints it.
/// </summary>
public sealed partial class MatrixTests
{
    private const string ForPrinting = "ACCESS_MATRIX", Any = "any method";

    // Mapped by the framework itself: a redirect that a page has asked for, and, in Development, files that are newer than the build. Of the files one stands for all.
    private static readonly string[] OfTheFramework = ["/_framework/opaque-redirect", "/{**path:file}"];

    // Whoever comes is let in, and still told no.
    private static readonly Dictionary<string, string> NeverDone = new()
    {
        ["GET /fejl/{code:int:range(400,599)}"] = "it is what failures look like",
        ["POST /fejl/{code:int:range(400,599)}"] = "it is what failures look like",
        ["GET /live"] = "it wants a connection; those of LiveHub are opened below",
        ["POST /live"] = "it wants a connection; those of LiveHub are opened below",
        ["POST /log-ind/kode "] = "the code was a guess",
        ["POST /log-ind/totrin "] = "the code was a guess",
        ["POST /log-ind noegle"] = "no passkey has answered",
        ["POST /log-ind/totrin noegle"] = "no passkey has answered",
        ["POST /log-ind/totrin/noegle"] = "no code was entered before",
        ["POST /{Slug}/mig noegle"] = "no passkey was made",
        ["POST /{Slug}/mig/app "] = "the code was a guess",
        ["POST /{Slug}/mig/bekraeft noegle"] = "no passkey has answered",
        ["POST /{Slug}/mig forlad"] = "nobody has ticked the box, or nobody would be left",
        ["POST /{Slug}/mine aabn"] = "nobody has kept a case",
        ["POST /{Slug}/foelg-med vaer-med"] = "the code was a guess",
        ["POST /{Slug}/mig/data slet"] = "nobody has ticked the box, or nobody would be left",
        ["POST /{Slug}/mig/nummer skift"] = "the code was a guess",
        ["POST /{Slug}/mig/email skift"] = "the code was a guess",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_finds_the_doors_open_that_the_table_opens_and_no_other()
    {
        await using var stage = await Stage.Set(DatabaseKind.Sqlite);
        var doors = All();
        Assert.Equal(["LiveHub.WatchCase", "LiveHub.WatchForum"], HubDoors.Methods().Order(StringComparer.Ordinal));
        var (cells, wrong, opened) = (new List<(string Door, string Who, string Word)>(), new List<string>(), new HashSet<Door>());
        foreach (var door in doors)
        {
            // By the form, everybody has told of one, and a forum takes in only so many within an hour.
            if (door.Address.EndsWith("/barriers/", StringComparison.Ordinal)) await stage.Here.Db(db => db.Barriers.ExecuteUpdateAsync(set => set.SetProperty(barrier => barrier.At, DateTimeOffset.UnixEpoch), Cancel));
            foreach (var who in stage.Cast)
            {
                var (word, status, body) = await stage.Try(door, who);
                cells.Add((door.Name, who.Name, word));
                if (word != Expected(door, who)) wrong.Add($"{door.Name}: {who.Name}: {word} ({status}), not {Expected(door, who)}");
                if (status is < 400 or 409 && word == "yes") opened.Add(door);
                if (body.Length > 0) wrong.AddRange(Forms(body, doors).Select(form => $"{form}: a form without a row, shown on {door.Address}"));
            }
        }

        foreach (var (name, who, word, expected) in await HubDoors.Try(stage))
        {
            cells.Add((name, who, word));
            if (word != expected) wrong.Add($"{name}: {who}: {word}, not {expected}");
        }

        Print(cells);
        Rule.Holds("The program and the table differ.", wrong);
        // A row whose request is refused for its form alone would prove nothing.
        Rule.Holds("Nobody got through, so the row's request is not right.", doors.Where(door => door.Always is null or "yes" && !door.IsWithoutForm && !opened.Contains(door)).Select(door => door.Name), NeverDone);
        Assert.True(cells.Count >= 1000, $"{cells.Count} rows");
    }

    // On the database that answers later, when a page may have begun to draw.
    [Fact]
    public async Task Pages_open_on_PostgreSQL_for_the_same_people()
    {
        await using var stage = await Stage.Set(DatabaseKind.Postgres);
        var wrong = new List<string>();
        foreach (var door in Pages().Where(door => !door.IsPost))
            foreach (var who in stage.Cast)
            {
                var (word, status, _) = await stage.Try(door, who);
                if (word != Expected(door, who)) wrong.Add($"{door.Name}: {who.Name}: {word} ({status}), not {Expected(door, who)}");
            }

        Rule.Holds("The program and the table differ.", wrong);
    }

    [Fact]
    public async Task A_wrong_row_and_a_missing_one_are_found()
    {
        var own = new RouteEndpointBuilder(_ => Task.CompletedTask, RoutePatternFactory.Parse("/api/v1/forums/{slug}/secrets"), 0);
        own.Metadata.Add(new HttpMethodMetadata(["GET"]));
        Assert.Equal(["GET /api/v1/forums/{slug}/secrets"], Missing([(RouteEndpoint)own.Build()], Doors.Interface));
        Assert.Equal(["Handle", "Fresh"], Differences([new("Handle", false, false, false, Role.Crew), new("Fresh", true, true, true)]).Select(line => line.Split(':')[0]));
        Assert.Equal(["POST /nordvest/folk slet-alt"], Forms("""<form method="post" action="/nordvest/folk"><button name="do" value="slet-alt">Slet</button></form>""", Doors.Forms));

        await using var stage = await Stage.Set(DatabaseKind.Sqlite);
        var right = Doors.Interface.Single(door => door.Name == "GET /api/v1/forums/{slug}/reports/");
        Assert.Equal([], await Wrong(stage, right));
        Assert.Equal(["resident", "neighbour rep", "police", "committee", "partner"], (await Wrong(stage, right with { Policy = Policies.SeeQuarter })).Order(Comparer<string>.Create((a, b) => At(stage, a) - At(stage, b))));
    }

    private static int At(Stage stage, string name) => stage.Cast.ToList().FindIndex(one => one.Name == name);

    private static async Task<List<string>> Wrong(Stage stage, Door door)
    {
        var wrong = new List<string>();
        foreach (var who in stage.Cast)
        {
            if ((await stage.Try(door, who)).Word != Expected(door, who)) wrong.Add(who.Name);
        }

        return wrong;
    }

    private static string Expected(Door door, Somebody who)
    {
        if (door.Always is { } always) return always;
        if (door.Unseen is { } unseen && who.Role == unseen) return "unknown";
        var admitted = Admitted.Table[door.Policy.Name];
        if (admitted.Anywhere) return who.SignIn is null || who.IsRevoked ? "sign in" : (admitted.Operators && who.IsOperator) || ((who.Role ?? who.RoleElsewhere) is { } any && admitted.Roles.Contains(any)) ? "yes" : "no";
        if (door.IsInterface && who.Secret is not null)
            // A link of another forum is no link here.
            return who.IsForeign ? "unknown" : admitted.Everybody || admitted.Holder ? "yes" : "no";
        if (admitted.Everybody) return "yes";
        if (admitted.Operators) return who.IsOperator ? "yes" : who.SignIn is null || who.IsRevoked ? "sign in" : "no";
        return who.Role is not { } role ? "sign in" : admitted.Roles.Contains(role) ? "yes" : "no";
    }

    /// <summary>Every row.</summary>
    internal static List<Door> All() => [.. Pages().Concat(Doors.Forms).Concat(Doors.Interface).Concat(Doors.Others)];

    // Reading each page, and posting to each that has no form: that, too, is a door.
    private static IEnumerable<Door> Pages()
    {
        foreach (var (address, policy) in EndpointShapeTests.Pages)
        {
            var isKey = address.Contains("{Secret}", StringComparison.Ordinal);
            // Nobody here has got as far as the second step.
            yield return new("GET", address, policy) { Always = isKey ? "yes" : address == "/log-ind/totrin" ? "sign in" : null };
            if (isKey || address.Contains("{Invitation}", StringComparison.Ordinal) || address.Contains("{Outside}", StringComparison.Ordinal)) yield return new("GET", address, policy) { Variant = "wrong", Always = "unknown" };
            if (Doors.Forms.All(form => form.Address != address)) yield return new("POST", address, policy) { Always = isKey ? "yes" : null, Fields = [("_handler", "do")], IsWithoutForm = true };
        }
    }

    /// <summary>Policies of which the table says something else, or nothing.</summary>
    internal static IEnumerable<string> Differences(IEnumerable<Policy> policies) =>
        from policy in policies
        let row = Admitted.Table.GetValueOrDefault(policy.Name)
        where row is null || row.Everybody != policy.Anyone || row.Holder != policy.Holder || row.Operators != policy.Operators || row.Anywhere != policy.FigureReaders || !row.Roles.Order().SequenceEqual(policy.Roles.Order())
        select $"{policy.Name}: {(row is null ? "not in the table" : "differs")}";

    /// <summary>Endpoints without a row.</summary>
    internal static IEnumerable<string> Missing(IEnumerable<RouteEndpoint> endpoints, IReadOnlyList<Door> doors) => (
        from endpoint in endpoints
        let address = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && !OfTheFramework.Contains(address) && !EndpointShapeTests.DevelopmentPages.Contains(address)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } named ? named : [Any]
        // Answered by the framework as GET is, without a body.
        where method is not ("HEAD" or "OPTIONS") && !doors.Any(door => (method == Any || door.Method == method) && door.Address == address)
        select $"{method} {address}").Distinct();

    // The forms that are shown on a page and have no row.
    private static IEnumerable<string> Forms(string html, IReadOnlyList<Door> doors)
    {
        foreach (var form in new HtmlParser().ParseDocument(html).QuerySelectorAll<IHtmlFormElement>("form[method=post]:not([hidden])"))
        {
            var path = (form.GetAttribute("action") ?? "").Split('?')[0];
            var deeds = form.QuerySelectorAll("[name=do], [name=gerning]").Select(field => field.GetAttribute("value")!).DefaultIfEmpty("");
            foreach (var deed in deeds.Where(deed => !doors.Any(door => door.Method == "POST" && (door.Deed ?? "") == deed && Template(door.Address).IsMatch(path))))
                yield return $"POST {path} {deed}";
        }
    }

    private static Regex Template(string address) => new("^" + string.Join('/', address.Split('/').Select(part => part.StartsWith('{') ? "[^/]+" : Regex.Escape(part))) + "$");

    private static void Print(List<(string Door, string Who, string Word)> cells)
    {
        if (Environment.GetEnvironmentVariable(ForPrinting) is not { Length: > 0 } file) return;
        var who = cells.Select(cell => cell.Who).Distinct().ToList();
        var table = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"| {cells.Count} rows | {string.Join(" | ", who)} |").AppendLine(CultureInfo.InvariantCulture, $"|---|{string.Concat(Enumerable.Repeat("---|", who.Count))}");
        foreach (var door in cells.GroupBy(cell => cell.Door)) table.AppendLine(CultureInfo.InvariantCulture, $"| {door.Key} | {string.Join(" | ", door.Select(cell => cell.Word))} |");
        System.IO.File.WriteAllText(file, table.ToString());
    }
}
