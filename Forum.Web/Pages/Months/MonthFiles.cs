using System.Text;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Web.Frame;
using Tryghedsforum.Web.Pages.Privacy;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Months;

/// <summary>A published month as a file for a spreadsheet, made of the very tables of its page: one line for each figure.</summary>
internal sealed class MonthFiles(MonthTables tables, IStringLocalizer<MonthText> words)
{
    public byte[] Csv(SummaryView view)
    {
        var lines = new StringBuilder(ArchiveZip.CsvLine([words["MonthColumn"], words["Versions"], words["CsvSheet"], words["Counted"], words["CsvFigure"], words["Number"]]));
        foreach (var sheet in tables.All(view.Figures, running: false))
        {
            foreach (var row in sheet.Rows)
            {
                for (var i = 0; i < row.Figures.Count; i++)
                    lines.Append(ArchiveZip.CsvLine([MonthWords.Key(view.Month), MonthWords.Text(view.Version.Version), sheet.Caption, row.Heading, sheet.Columns[i + 1], row.Figures[i]]));
            }
        }

        // With a mark in front, or a spreadsheet takes its letters for others.
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(lines.ToString())];
    }
}

internal static class MonthFileEndpoints
{
    public static void MapMonthFiles(this IEndpointRouteBuilder app)
    {
        var version = app.MapGroup("/{Slug}/maaned/{Month}/{Version}");
        version.MapGet("/tal.csv", (HttpContext context, string month, string version, ReadSummary read, MonthFiles files, CancellationToken cancellation) =>
            Download(context, month, version, read, "csv", "text/csv; charset=utf-8", files.Csv, cancellation)).NeedsPolicy(Policies.SeeFigures);
        version.MapGet("/oversigt.pdf", (HttpContext context, string month, string version, ReadSummary read, MonthPaper paper, CancellationToken cancellation) =>
            Download(context, month, version, read, "pdf", "application/pdf", view => paper.Pdf(view, context.Page().Settings.Forum), cancellation)).NeedsPolicy(Policies.SeeFigures);
    }

    private static async Task<IResult> Download(HttpContext context, string month, string version, ReadSummary read, string kind, string type, Func<SummaryView, byte[]> make, CancellationToken cancellation)
    {
        if ((MonthWords.Month(month), MonthWords.Version(version)) is not ({ } asked, { } edition)) return Results.NotFound();
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            return Results.File(make(await read.Run(context.Page().Actor, asked, edition, cancellation)), type, $"maaned-{context.Page().Settings.Forum.Slug}-{month}-{version}.{kind}");
        }
        catch (Refused refused) when (refused.Code == RefusalCode.NotFound)
        {
            return Results.NotFound();
        }
    }
}
