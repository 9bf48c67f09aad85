using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.PublicLists;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Summaries;

/// <summary>
/// Whoever has all public pages in all versions, and all public lists, learns no street, day or count of indoor or otherwise hidden cases beyond the forum's
/// total. What stood on the public list is not protected again.
/// </summary>
public sealed class AttackTests
{
    // So many months of each seed: two tables of twelve, and more begun.
    private const int Months = 27, Steps = 10;

    private static readonly string[] Secret = ["vej", "gade", "Category", "Channel", "Indoors", "Longest", "Number\"", "Guessed"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases(1), BothDatabases(2), BothDatabases(3), BothDatabases(4)]
    public async Task All_public_pages_laid_beside_each_other_pin_no_hidden_case_and_tables_remade_every_month_would(DatabaseKind kind, int seed)
    {
        await using var here = await Neighbourhood.Found(kind);
        var chance = new Random(seed);
        var watch = new PublicWatch(here, chance);
        var history = new RandomHistory(here, chance, watch.Pass);
        for (var month = 0; month < Months; month++)
        {
            for (var step = 0; step < Steps; step++) await history.Step();
            await watch.Pass(NextMonth(here) - here.Clock.GetUtcNow());
            await watch.Publish();
        }

        await watch.Pass(TimeSpan.FromDays(1));
        var reports = await here.Db(db => db.Reports.AsNoTracking().Where(r => r.ForumId == here.Forum.Forum.Id).ToListAsync(Cancel));
        IReadOnlyList<Claim> True(IEnumerable<StreetTable> tables) => [.. Attacker.Claims([.. tables], watch.Lists).Where(claim => reports.Exists(report => Hidden(report, watch) && Fits(report, claim, here)))];

        var published = watch.Pages.Values.Select(page => page.Streets).OfType<PublicStreetTable>().GroupBy(table => JsonSerializer.Serialize(table)).Select(same => same.First()).OrderBy(table => table.From).ToList();
        Assert.Equal(2, published.Count);
        // No month is in two tables, so that nothing can be subtracted.
        Assert.True(published[0].Until <= published[1].From);
        Assert.Empty(True(published.Select(table => new StreetTable(table.From, table.Until, table.Streets.ToDictionary(row => row.Street, row => row.Count)))));
        Assert.All(watch.Pages.Values, OnlyTotals);

        // The same attack on the table that a new month would remake every month: it does find hidden cases.
        Assert.NotEmpty(True(watch.Full.Select(month => new StreetTable(month.Month.AddMonths(-11), month.Month.AddMonths(1), month.Streets.Where(row => row.Street is not null).ToDictionary(row => row.Street!, row => row.Year)))));
    }

    /// <summary>
    /// What cannot be told from outside cannot be worked out either: histories that differ in nothing but the day, the kind, the ground or the street of what is hidden
    /// show the public the same, letter for letter, at every hour, in every version and in the table of streets. So no attack on days or counts can succeed beyond the forum's total.
    /// </summary>
    [Theory, BothDatabases]
    public async Task Nobody_can_tell_the_day_the_kind_or_the_place_of_a_hidden_case(DatabaseKind kind)
    {
        var hidden = Neighbourhood.Needles("Ørnevej 6") with { Category = CategoryCode.Threat };
        var shown = await Seen(kind, 14, hidden, DismissReason.NotForUs);
        Assert.Equal(shown, await Seen(kind, 16, hidden with { Category = CategoryCode.Concern, Place = new() { Written = "Svanevej 3" } }, DismissReason.BelongsElsewhere));
        // What is shown by its street, and was dismissed before it stood on a list.
        Assert.Equal(shown, await Seen(kind, 15, Neighbourhood.Needles("Svanevej 3"), DismissReason.NotForUs));
        // What stays, and is a matter of the forum's own.
        var stays = await Seen(kind, 14, hidden, null);
        Assert.Equal(stays, await Seen(kind, 15, hidden with { Category = CategoryCode.Dealing, Ground = Ground.Indoors }, null));
        // An indoor case is on the list by its day; its street is hidden.
        var indoors = await Seen(kind, 14, Neighbourhood.Needles("Hillerødgade 45", Ground.Indoors), null);
        Assert.Equal(indoors, await Seen(kind, 14, Neighbourhood.Needles("Svanevej 3", Ground.Indoors), null));
        // The eye that looks is not blind: a case more, and one that is shown, it sees.
        Assert.NotEqual(shown, indoors);
        Assert.NotEqual(shown, await Seen(kind, 14, null, null));
    }

    // Everything public of thirteen months in which two cases are shown, and one may be hidden: it stays as it came, or is dismissed on the day after.
    private static async Task<string> Seen(DatabaseKind kind, int day, SubmitReportRequest? hidden, DismissReason? dismissed)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (watch, lists) = (new PublicWatch(here, new Random(0)), new List<string>());
        await here.Report();
        var taken = await here.Report(Neighbourhood.Needles("Svanevej 3"));
        await here.Collected("Tove Brink", taken.Number, 3);
        for (var hour = RemakePublicList.Next(here.Forum.Forum, here.Clock.GetUtcNow()); here.Clock.GetUtcNow().Day < 18; hour = RemakePublicList.Next(here.Forum.Forum, hour))
        {
            if (hidden is not null && LocalTime.Day(hour, here.Forum.Forum.Zone).Day == day)
            {
                var sent = await here.Report(hidden);
                here.Clock.Advance(TimeSpan.FromMinutes(30));
                if (dismissed is { } reason) await here.Dismiss("Rune Askholt", sent.Number, reason, "Vejdirektoratet");
                hidden = null;
            }

            here.Clock.SetUtcNow(hour);
            await here.Do((RemakePublicList remake) => remake.Run(here.Program, Cancel));
            lists.Add(JsonSerializer.Serialize(await here.Do((ReadPublicList read) => read.Run(here.Neighbour, Cancel))));
        }

        for (var month = 0; month < 13; month++)
        {
            here.Clock.SetUtcNow(NextMonth(here));
            await here.Do((MakeSummaries make) => make.Run(Cancel));
            await watch.Publish();
            // Now and then a correction is begun; then it is published.
            await watch.Publish();
        }

        await watch.Pass(TimeSpan.FromHours(13));
        Assert.Contains(watch.Pages.Values, page => page.Streets is not null);
        return string.Join('\n', lists.Concat(watch.Lists.Select(list => JsonSerializer.Serialize(list))).Concat(watch.Pages.OrderBy(page => page.Key).Select(page => JsonSerializer.Serialize(page))));
    }

    // Street and day of a case that outsiders may not know, and never could read.
    private static bool Hidden(Report report, PublicWatch watch) => !watch.Shown.Contains(report.Id) && (report.Outsiders != PublicLevel.Street || report.Status == ReportStatus.Dismissed);

    private static bool Fits(Report report, Claim claim, Neighbourhood here) =>
        here.Forum.Street(report.StreetId)?.Name == claim.Street && LocalTime.Day(report.ReceivedAt, here.Forum.Forum.Zone) is var day && day >= claim.From && day < claim.Until;

    // Outside its table of twelve months a page names no street, no category and no day of a case.
    private static void OnlyTotals(PublicMonthView page)
    {
        var text = JsonSerializer.Serialize(page.Figures);
        Assert.All(Secret, word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
        if (page.Streets is { } streets) Assert.Equal(streets.From.AddMonths(12), streets.Until);
    }

    private static DateTimeOffset NextMonth(Neighbourhood here)
    {
        var day = LocalTime.Day(here.Clock.GetUtcNow(), here.Forum.Forum.Zone);
        return LocalTime.At(new DateOnly(day.Year, day.Month, 1).AddMonths(1), new(7, 30), here.Forum.Forum.Zone);
    }
}
