using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Web.Pages.Privacy;
using Tryghedsforum.Web.Parts;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Months;

/// <summary>A month of several forums in words, as a table, and as a file for a spreadsheet that is made of this very table.</summary>
internal sealed class ForumTables(IStringLocalizer<MonthText> words, MonthWords say)
{
    /// <summary>All forums together in the first row, then each of them. The row of one that has published nothing has no figures.</summary>
    public MonthSheet Sheet(ForumsMonth view) => new(words["ForumsTable", MonthWords.Name(view.Month)],
        [words["ForumColumn"], words["FigReports"], words["Col_Before"], words["Col_Difference"], words["Col_Solved"], words["Col_OpenEnd"], words["Col_Fetched"], words["Col_Collected"], words["Col_HandedIn"], words["Row_PromisesKept"], words["Row_PromisesMissed"]],
        [
            new(words["ForumsTotal"], Figures(view.Total, null, null, null)),
            .. view.Forums.Select(forum => new TableRow(forum.Name, forum.Counts is { } counts ? Figures(counts, forum.Before, forum.Verdict, forum.Fetched) : [])),
        ]);

    /// <summary>One line for each row of the table.</summary>
    public byte[] Csv(ForumsMonth view)
    {
        var sheet = Sheet(view);
        var lines = new StringBuilder(ArchiveZip.CsvLine([words["MonthColumn"], sheet.Columns[0], words["Version"], .. sheet.Columns.Skip(1)]));
        foreach (var (i, row) in sheet.Rows.Index())
        {
            var version = i == 0 ? "" : view.Forums[i - 1].Version is { } number ? MonthWords.Text(number) : words["NotPublished"].Value;
            lines.Append(ArchiveZip.CsvLine([MonthWords.Key(view.Month), row.Heading, version, .. row.Figures.Concat(Enumerable.Repeat("", sheet.Columns.Count - 1 - row.Figures.Count))]));
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(lines.ToString())];
    }

    /// <summary>What is said above the table; it claims nothing that chance may have made.</summary>
    public string Sentences(ForumsMonth view)
    {
        var month = MonthWords.Name(view.Month);
        if (view.Published == 0) return words["ForumsNone", month];
        var came = view.Total.Reports switch { 0 => words["Came_None"].Value, 1 => words["Came_One"].Value, var many => words["Came_Many", many].Value };
        string?[] said =
        [
            view.Published == 1 ? words["ForumsOne", came, month].Value : words["ForumsCame", came, month, view.Published].Value,
            (view.Total.Reports, view.Total.Solved) switch { (0, _) => null, (1, 0) => words["Came_TheOneOpen"].Value, (1, _) => words["Came_TheOneSolved"].Value, var (_, solved) => words["Came_Solved", solved].Value },
            (view.Forums.Count - view.Published) switch { 0 => null, 1 => words["ForumsMissingOne"].Value, var missing => words["ForumsMissing", missing].Value },
            view.Before is { } before ? Together(before, MonthWords.Name(view.Month.AddMonths(-1))) : null,
        ];
        return string.Join(" ", said.OfType<string>());
    }

    /// <summary>The letter under which a forum stands in a long table.</summary>
    public static string Letter(ForumMonth forum) => forum.Name[..1].ToUpper(CultureInfo.GetCultureInfo("da-DK"));

    private string Together(ForumsComparison before, string month)
    {
        var verdict = words[$"ForumsSay_{before.Verdict}{(before.Verdict is not Verdict.Uncertain && before.PerCent is not null ? "PerCent" : "")}", Math.Abs(before.PerCent ?? 0)];
        return words["ForumsTogether", before.Now, before.Then, month, before.Forums] + " " + verdict;
    }

    private IReadOnlyList<string> Figures(ForumCounts counts, int? before, Verdict? verdict, TimeSpan? fetched) =>
    [
        MonthWords.Text(counts.Reports), before is { } then ? MonthWords.Text(then) : words["NoTime"], verdict is { } said ? words[$"Verdict_{said}"] : words["NoTime"],
        MonthWords.Text(counts.Solved), MonthWords.Text(counts.Open), say.Span(fetched), MonthWords.Text(counts.NeedlesCollected), MonthWords.Text(counts.NeedlesHandedIn),
        MonthWords.Text(counts.PromisesKept), MonthWords.Text(counts.PromisesMissed),
    ];
}

internal static class ForumFileEndpoints
{
    public static void MapForumFiles(this IEndpointRouteBuilder app) =>
        app.MapGet("/maaned/{Month}/tal.csv", async (HttpContext context, string month, ActorSource actors, CompareForums compare, ForumTables tables, CancellationToken cancellation) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return MonthWords.Month(month) is { } asked
                ? Results.File(tables.Csv(await compare.Run(await actors.Across(context, cancellation), asked, cancellation)), "text/csv; charset=utf-8", $"forummer-{month}.csv")
                : Results.NotFound();
        }).NeedsPolicy(Policies.CompareForums);
}
