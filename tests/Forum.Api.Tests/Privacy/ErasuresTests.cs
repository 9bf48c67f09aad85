using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Tests.Pictures;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Privacy;

/// <summary>What was erased is counted, what is due is foretold, and a forum has limits of its own.</summary>
public sealed class ErasuresTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_was_erased_is_counted_by_day_and_kind_in_the_forum_that_it_belonged_to(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await Closed(here);
        var first = await Read(here);
        Assert.Equal((null, true, 0), (first.LastRun, first.IsLate, first.Months.Count));

        here.Clock.Advance(TimeSpan.FromDays(31));
        await Erase(here);
        var seen = await Read(here);
        Assert.Equal("2027-02: Contact 1; 02-20: Contact 1", Words(seen));
        await Erase(here);
        Assert.Equal(Words(seen), Words(await Read(here)));

        here.Clock.Advance(TimeSpan.FromDays(60));
        await Erase(here);
        // A year after the report: place and words of the case, what the crew wrote, and its link.
        here.Clock.Advance(TimeSpan.FromDays(280));
        await Erase(here);
        Assert.Equal("2028-01: Text 3; 01-26: Text 3 | 2027-04: Picture 1; 04-21: Picture 1 | 2027-02: Contact 1; 02-20: Contact 1", Words(await Read(here)));
        Assert.Empty((await Read(here, here.Elsewhere("Vibeke Juul"))).Months);
        Assert.DoesNotContain(await here.Events(), e => e.OccurredAt > Neighbourhood.Start.AddDays(9));
    }

    [Theory, BothDatabases]
    public async Task What_goes_next_is_told_with_its_day(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var closedAt = await Closed(here);
        var due = (await Read(here)).Due;
        Assert.Equal([new DueErasure(Retention.Contact, 1, closedAt.AddDays(30)), new(Retention.Text, 0, Neighbourhood.Start.AddDays(365)), new(Retention.Picture, 0, Neighbourhood.Start.AddDays(90))], due);
        here.Clock.Advance(TimeSpan.FromDays(31));
        await Erase(here);
        Assert.Equal([new DueErasure(Retention.Contact, 0, null), new(Retention.Text, 0, Neighbourhood.Start.AddDays(365)), new(Retention.Picture, 0, Neighbourhood.Start.AddDays(90))], (await Read(here)).Due);
        here.Clock.Advance(TimeSpan.FromDays(25));
        Assert.Equal(1, (await Read(here)).Due.Single(one => one.Kind == Retention.Picture).Soon);
    }

    [Theory, BothDatabases]
    public async Task A_run_of_either_half_that_has_not_happened_for_26_hours_is_late(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await Erase(here);
        Assert.True((await Read(here)).IsLate);
        await Messages(here);
        Assert.False((await Read(here)).IsLate);
        here.Clock.Advance(TimeSpan.FromHours(26));
        Assert.False((await Read(here)).IsLate);
        here.Clock.Advance(TimeSpan.FromMinutes(1));
        await Messages(here);
        Assert.True((await Read(here)).IsLate);
        await Erase(here);
        Assert.False((await Read(here)).IsLate);
    }

    [Theory, BothDatabases]
    public async Task What_the_other_half_tells_twice_counts_once(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        foreach (var rows in new[] { 4, 4, 7 }) await Messages(here, new ErasedOnDay(new(2027, 1, 11), 2), new ErasedOnDay(new(2027, 1, 12), rows));
        Assert.Equal("2027-01: MessageBody 9; 01-12: MessageBody 7; 01-11: MessageBody 2", Words(await Read(here)));
    }

    [Theory, BothDatabases]
    public async Task A_forum_sets_its_own_limits_and_another_keeps_those_of_the_configuration(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind, new Dictionary<string, string?> { ["Retention:Contact"] = "40" });
        var before = (await here.Do((ReadSettings read) => read.Run(here.As("Maja Ellekilde"), Cancel))).Keeping;
        Assert.Equal((40, 90, 365), (before.ContactDays, before.PictureDays, before.TextDays));
        await Save(here, before with { ContactDays = 10, PictureDays = 20, TextDays = 90 });
        Assert.Equal(RefusalCode.ChangedMeanwhile, await Refusals.Code(Save(here, before with { ContactDays = 90 })));
        await Closed(here, elsewhere: true);
        await Closed(here);

        here.Clock.Advance(TimeSpan.FromDays(13));
        await Erase(here);
        here.Clock.Advance(TimeSpan.FromDays(75));
        await Erase(here);
        Assert.Equal("2027-04: Text 3; 04-18: Text 3 | 2027-02: Contact 1, Picture 1; 02-02: Contact 1, Picture 1", Words(await Read(here)));
        Assert.Equal("2027-04: Contact 1, Picture 1; 04-18: Contact 1, Picture 1", Words(await Read(here, here.Elsewhere("Vibeke Juul"))));
        var limits = (await Read(here)).Limits.ToDictionary(limit => limit.Kind, limit => limit.Days);
        Assert.Equal((10, 20, 90, 30, null), (limits[Retention.Contact], limits[Retention.Picture], limits[Retention.Text], limits[Retention.MessageBody], limits[Retention.Membership]));
        var entry = Assert.Single(await here.Db(db => db.AuditEntries.Where(e => e.Kind == AuditKind.SettingsChanged).ToListAsync(Cancel)));
        Assert.Equal("""{"Part":"Keeping"}""", entry.Facts);
    }

    [Fact]
    public async Task No_forum_keeps_things_shorter_or_longer_than_is_allowed()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var seen = (await here.Do((ReadSettings read) => read.Run(here.As("Maja Ellekilde"), Cancel))).Keeping;
        const string All = "contactDays:ContactDaysInvalid pictureDays:PictureDaysInvalid textDays:TextDaysInvalid";
        Assert.Equal(All, await Refusals.Faults(Save(here, seen with { ContactDays = 6, PictureDays = 13, TextDays = 89 })));
        Assert.Equal(All, await Refusals.Faults(Save(here, seen with { ContactDays = 91, PictureDays = 181, TextDays = 731 })));
        var most = await Save(here, seen with { ContactDays = 90, PictureDays = 180, TextDays = 730 });
        await Save(here, most with { ContactDays = 7, PictureDays = 14, TextDays = 90 });
    }

    [Fact]
    public async Task What_belongs_to_no_forum_is_in_the_log_and_on_no_page()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        await here.SignedIn("Maja Ellekilde");
        here.Clock.Advance(TimeSpan.FromDays(40));
        await Erase(here);
        Assert.Empty((await Read(here)).Months);
        Assert.Contains(here.Log.All, line => line.Contains("Erased what belongs to no forum: 0 kept answers, 1 sessions, 0 attempts to sign in", StringComparison.Ordinal));
    }

    // A case with number, words, a picture and a crew's word, fetched and closed eight days later.
    private static async Task<DateTimeOffset> Closed(Neighbourhood here, bool elsewhere = false)
    {
        using var picture = new MemoryStream(TestPictures.Jpeg(), writable: false);
        var neighbour = elsewhere ? Actor.Anyone(here.Other.Forum.Id, "") : here.Neighbour;
        var id = await here.Do((AddPicture add) => add.Run(neighbour, picture, Cancel));
        var sent = await here.Report(Neighbourhood.Needles(elsewhere ? "Æblevej 2" : "Ørnevej 6") with { Words = "bag skuret", Phone = "95 12 34 56", Pictures = [id] }, by: neighbour);
        if (elsewhere) await here.Do((AnswerReport answer) => answer.Run(here.Elsewhere("Vibeke Juul"), sent.Number, new("Tak.", Resolves: true), null, Cancel));
        else await here.Do((ConfirmCollected confirm) => confirm.Run(here.As("Ida Falkentoft"), sent.Number, new(3, "under bladene"), null, Cancel));
        if (elsewhere) return default;
        here.Clock.Advance(TimeSpan.FromDays(8));
        await here.Do((CloseResolved close) => close.Run(Cancel));
        return here.Clock.GetUtcNow();
    }

    private static Task<int> Erase(Neighbourhood here) => here.Do((EraseExpired erase) => erase.Run(Cancel));

    private static Task<bool> Messages(Neighbourhood here, params ErasedOnDay[] days) => here.Do((RecordErasure record) => record.Run(here.Program, days, Cancel));

    private static Task<KeepSettings> Save(Neighbourhood here, KeepSettings keep) => here.Do((ChangeKeeping change) => change.Run(here.As("Maja Ellekilde"), keep, null, Cancel));

    private static Task<ErasuresView> Read(Neighbourhood here, Actor? by = null) => here.Do((BrowseErasures browse) => browse.Run(by ?? here.As("Maja Ellekilde"), Cancel));

    private static string Words(ErasuresView view) => string.Join(" | ", view.Months.Select(month =>
        $"{month.Month:yyyy-MM}: {Sums(month.Erased)}; {string.Join("; ", month.Days.Select(day => $"{day.Day:MM-dd}: {Sums(day.Erased)}"))}"));

    private static string Sums(IEnumerable<ErasedCount> counts) => string.Join(", ", counts.Select(count => $"{count.Kind} {count.Rows}"));
}
