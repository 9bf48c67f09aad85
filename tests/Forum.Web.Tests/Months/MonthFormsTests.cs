using System.Globalization;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.DropOffs;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Text;
using Xunit;

namespace Tryghedsforum.Web.Tests.Months;

/// <summary>Page, file and interface say the same of a month, every figure of it: nothing is left out of one of them, and nothing is in one alone.</summary>
public sealed class MonthFormsTests
{
    private static readonly CultureInfo Danish = CultureInfo.GetCultureInfo("da-DK");
    private static readonly string[] Uncounted = ["CollectedUncounted", "DropOffsUncounted"];
    private static readonly CategoryCode[] Kinds = [CategoryCode.NeedleWaste, CategoryCode.NeedleWaste, CategoryCode.BinFull, CategoryCode.Unrest, CategoryCode.OtherWaste, CategoryCode.Threat];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases(1), BothDatabases(2), BothDatabases(3)]
    public async Task Every_figure_is_the_same_in_every_form(DatabaseKind kind, int seed)
    {
        await using var here = await Neighbourhood.Found(kind);
        var chance = new Random(seed);
        while (here.Clock.GetUtcNow() < new DateTimeOffset(2027, 3, 1, 6, 0, 0, TimeSpan.Zero)) await Live(here, chance);
        await here.Do((MakeSummaries make) => make.Run(Cancel));
        foreach (var month in new[] { 1, 2 }) await here.Do((PublishSummary publish) => publish.Run(here.As("Maja Ellekilde"), new(2027, month, 1), new(1), null, Cancel));
        await using var host = await here.Serve(clock: here.Clock, settings: new Dictionary<string, string?> { ["Schedule:On"] = "false" });
        foreach (var who in new[] { "Tove Brink", "Henning Krage" })
        {
            var reader = await here.Browser(host, who);
            foreach (var month in new[] { "2027-01", "2027-02" })
            {
                var page = Shown(await reader.Page($"/{here.Forum.Forum.Slug}/maaned/{month}/v1"));
                using var json = JsonDocument.Parse(await reader.Http.GetStringAsync($"/api/v1/forums/{here.Forum.Forum.Slug}/summaries/{month}/versions/1", Cancel));
                Assert.Equal(Said(json.RootElement.GetProperty("figures")), page);
                var lines = StrictCsv.Read(Encoding.UTF8.GetString((await reader.Http.GetByteArrayAsync($"/{here.Forum.Forum.Slug}/maaned/{month}/v1/tal.csv", Cancel))[3..]));
                Assert.All(lines.Skip(1), line => Assert.Equal((month, "1"), (line[0], line[1])));
                Assert.Equal(page, lines.Skip(1).Select(line => Line(line[2], line[3].TrimStart('\''), line[4], line[5].TrimStart('\''))).Order(StringComparer.Ordinal));
            }
        }
    }

    private static async Task Live(Neighbourhood here, Random chance)
    {
        T Pick<T>(IReadOnlyList<T> of) => of[chance.Next(of.Count)];
        try
        {
            var sent = await here.Report(new()
            {
                Category = Pick(Kinds), Ground = Pick([Ground.Street, Ground.Street, Ground.Yard, Ground.Indoors]), Place = new() { Written = Pick(["Ørnevej 6", "Svanevej 3", "Hillerødgade 45"]) },
                Amount = Pick(Enum.GetValues<Amount>()), Find = Pick(Enum.GetValues<Find>()), Channel = Pick(Enum.GetValues<Channel>()),
            });
            here.Clock.Advance(TimeSpan.FromMinutes(chance.Next(1, 3000)));
            if (chance.Next(4) > 0) await here.Do((AcknowledgeReport see) => see.Run(here.As("Rune Askholt"), sent.Number, null, Cancel));
            if (chance.Next(3) > 0) await here.Do((ConfirmCollected use) => use.Run(here.As("Tove Brink"), sent.Number, new(Pick<int?>([null, 0, 4, 12])), null, Cancel));
            else if (chance.Next(2) == 0) await here.Do((ReportNothingFound use) => use.Run(here.As("Tove Brink"), sent.Number, null, Cancel));
        }
        catch (Refused)
        {
            // Not everybody may report in every way, and not every case is fetched.
        }

        if (chance.Next(2) == 0) await here.Do((RecordDropOff use) => use.Run(here.As("Rune Askholt"), Pick<int?>([null, 3, 20]), null, Cancel));
        here.Clock.Advance(TimeSpan.FromHours(chance.Next(1, 90)));
    }

    // What stands in the tables of the page.
    private static List<string> Shown(IDocument page) => [.. page.QuerySelectorAll(".month table").SelectMany(table => Cells(table)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Cells(IElement table)
    {
        var heads = table.QuerySelectorAll("thead th").Select(head => head.TextContent.Trim()).ToList();
        return table.QuerySelectorAll("tbody tr").SelectMany(row => row.QuerySelectorAll("td").Select((cell, i) => Line(table.QuerySelector("caption")!.TextContent, row.QuerySelector("th")!.TextContent.Trim(), heads[i + 1], cell.TextContent.Trim())));
    }

    // The same lines of the interface's figures, put into words a second time.
    private static List<string> Said(JsonElement figures)
    {
        var (lines, month) = (new List<string>(), Month(figures.GetProperty("month")));
        void Add(string sheet, string row, params (string Column, string Figure)[] cells) => lines.AddRange(cells.Select(cell => Line(sheet, row, cell.Column, cell.Figure)));
        void Count(string row, string figure) => Add(Word("MonthTable", month), Word(row), (Word("Number"), figure));
        string Number(string name) => figures.GetProperty(name).GetInt32().ToString(Danish);
        foreach (var name in new[] { "Reports", "Solved", "Open", "NeedlesCollected", "Collected", "NothingFound", "NeedlesHandedIn", "DropOffs", "PromisesKept", "PromisesMissed" }) Count($"Row_{name}", Number(JsonNamingPolicy.CamelCase.ConvertName(name)));
        foreach (var name in Uncounted.Where(name => Number(JsonNamingPolicy.CamelCase.ConvertName(name)) != "0")) Count($"Row_{name}", Number(JsonNamingPolicy.CamelCase.ConvertName(name)));
        var (guess, messages) = (figures.GetProperty("guessed"), figures.GetProperty("messages"));
        var (least, most) = (guess.GetProperty("atLeast").GetInt32(), guess.GetProperty("atMost"));
        Count("Row_Guessed", most.ValueKind == JsonValueKind.Null ? Word("AtLeast", least) : most.GetInt32() == least ? least.ToString(Danish) : Word("Between", least, most.GetInt32()));
        if (guess.GetProperty("unknown").GetInt32() > 0) Count("Row_GuessUnknown", guess.GetProperty("unknown").ToString());
        Count("Row_Told", messages.ValueKind == JsonValueKind.Null ? Word("NotKnown") : messages.GetProperty("told").ToString());
        Count("Row_NotTold", messages.ValueKind == JsonValueKind.Null ? Word("NotKnown") : messages.GetProperty("notTold").ToString());
        foreach (var name in new[] { "Seen", "Taken", "Fetched" })
        {
            var took = figures.GetProperty($"to{name}");
            Add(Word("HowFast"), Word($"Row_{name}"), (Word("Typical"), Span(took.GetProperty("median"))), (Word("Longest"), Span(took.GetProperty("longest"))), (Word("LongestCase"), took.GetProperty("longestCase").GetString() ?? Word("NoTime")), (Word("OfCases"), took.GetProperty("of").ToString()));
        }

        var trend = figures.GetProperty("trend").EnumerateArray().ToList();
        foreach (var one in trend) Add(Word("TrendCaption", Month(trend[0].GetProperty("month")), month), Month(one.GetProperty("month")), (Word("Row_Reports"), one.GetProperty("count").ValueKind == JsonValueKind.Null ? Word("BeforeForum") : one.GetProperty("count").ToString()));
        foreach (var one in figures.GetProperty("reported").EnumerateArray()) Add(Word("What"), Kind(one.GetProperty("category").GetString()!), (Word("Number"), one.GetProperty("count").ToString()));
        foreach (var one in figures.GetProperty("channels").EnumerateArray()) Add(Word("Channels"), Word($"Channel_{one.GetProperty("channel").GetString()}"), (Word("Number"), one.GetProperty("count").ToString()));
        foreach (var one in figures.GetProperty("streets").EnumerateArray())
            Add(Word("Streets"), one.GetProperty("street").GetString() ?? Word(one.GetProperty("indoors").GetBoolean() ? "IndoorsRow" : "QuarterRow"), (Word("StreetMonth"), one.GetProperty("count").ToString()), (Word("StreetYear"), one.GetProperty("year").ToString()));
        foreach (var one in figures.GetProperty("openCases").EnumerateArray())
            Add(Word("OpenCases"), one.GetProperty("number").GetString() ?? Word("CaseGone"), (Word("Category"), Kind(one.GetProperty("category").GetString()!)), (Word("AgeColumn"), one.GetProperty("days").GetInt32() switch { 0 => Word("AgeToday"), 1 => Word("AgeDay"), var days => Word("AgeDays", days) }));
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static string Span(JsonElement time)
    {
        if (time.ValueKind == JsonValueKind.Null) return Word("NoTime");
        var minutes = (long)TimeSpan.Parse(time.GetString()!, CultureInfo.InvariantCulture).TotalMinutes;
        var (hours, rest) = (minutes / 60, minutes % 60);
        return minutes < 1 ? Word("SpanUnderMinute") : hours < 1 ? Word("SpanMinutes", minutes) : hours < 48 ? rest == 0 ? Word("SpanHours", hours) : Word("SpanHoursMinutes", hours, rest)
            : hours % 24 == 0 ? Word("SpanDays", hours / 24) : Word("SpanDaysHours", hours / 24, hours % 24);
    }

    private static string Month(JsonElement month) => DateOnly.Parse(month.GetString()!, CultureInfo.InvariantCulture).ToString("MMMM yyyy", Danish);

    private static string Kind(string category) => new System.Resources.ResourceManager(typeof(KindText)).GetString($"Category_{category}", Danish)!;

    private static string Word(string name, params object[] with) => string.Format(Danish, new System.Resources.ResourceManager(typeof(MonthText)).GetString(name, Danish)!, with);

    private static string Line(string sheet, string row, string column, string figure) => $"{sheet}: {row}, {column}: {figure}".Replace('\u00a0', ' ');
}
