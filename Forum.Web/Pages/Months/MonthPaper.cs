using System.Globalization;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Web.Papers;
using Tryghedsforum.Web.Parts;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Months;

/// <summary>A version of a month as a paper in A4, made of the very sentences and tables of its page.</summary>
internal sealed class MonthPaper(IStringLocalizer<MonthText> words, MonthWords say, MonthTables tables, ForumClock clock, IWebHostEnvironment site)
{
    public byte[] Pdf(SummaryView view, Forum forum)
    {
        PaperFonts.Use(site);
        var (figures, title) = (view.Figures, words["MonthTitle", MonthWords.Name(view.Month)].Value);
        using var paper = new TaggedPaper($"{title}, {forum.Name}", CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, $"{forum.Name}, {title}");
        paper.Small($"{forum.Name}. {Standing(view, forum.Zone)}");
        paper.Title(title);
        if (view.Version.Status == SummaryStatus.Draft) paper.Words(words["Draft"]);
        if (view.IsOld) paper.Words($"{words["OldVersion"]}. {words["OldVersionText"]}");
        if (view.Version is { Changed: { } changed, PublishedAt: { } at }) paper.Words(words["Corrected", clock.Date(at, forum.Zone), changed]);
        paper.Words(say.Sentences(figures, running: false));
        Said(paper, view);
        Table(paper, tables.Counts(figures, running: false));
        paper.Bars(words["TwelveMonths"], say.Trend(figures), [.. figures.Trend.Select(month => new ChartBar(MonthWords.Short(month.Month), month.Count, month.Month == figures.Month))]);
        foreach (var sheet in new[] { tables.Trend(figures), tables.Times(figures), tables.Streets(figures), tables.Categories(figures), tables.Channels(figures), tables.Open(figures, running: false) })
            if (sheet.Rows.Count > 0) Table(paper, sheet);
        paper.Heading(words["HowCounted"]);
        paper.List(Enum.GetValues<Definition>().Select(rule => words[$"How_{rule}"].Value));
        return paper.Finish();
    }

    // A paper is read on another day: it says no "today".
    private string Standing(SummaryView view, TimeZoneInfo zone) =>
        (view.Version.PublishedAt is { } at ? words["Published", clock.Date(at, zone), view.Version.Version] : words["DraftVersion", view.Version.Version]) + ". " + words["CountedAt", $"{clock.Date(view.Figures.CountedAt, zone)} {clock.Time(view.Figures.CountedAt, zone)}"];

    private void Said(TaggedPaper paper, SummaryView view)
    {
        if (view.Words is { } own)
        {
            paper.Heading(words["CoordinatorSays"]);
            paper.Words(own);
        }

        foreach (var (heading, lines) in new[] { ("DoneSince", view.Done), ("StillMissing", view.Missing) })
        {
            if (lines.Count == 0) continue;
            paper.Heading(words[heading]);
            paper.List(lines);
        }
    }

    private static void Table(TaggedPaper paper, MonthSheet sheet) => paper.Table(sheet.Caption, sheet.Columns, sheet.Rows);
}
