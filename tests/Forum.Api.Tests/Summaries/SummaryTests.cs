using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.DropOffs;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Summaries;

public sealed class SummaryTests
{
    private static readonly DateOnly January = new(2027, 1, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_draft_is_made_at_seven_on_the_first_and_only_once(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        await here.Report();
        here.Clock.SetUtcNow(new(2027, 2, 1, 5, 59, 59, TimeSpan.Zero));
        Assert.Equal(0, await Make(here));
        here.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await Make(here));
        Assert.Equal(0, await Make(here));
        Assert.Equal([(EventType.SummaryDrafted, January)], (await here.Events()).Where(e => e.Type == EventType.SummaryDrafted).Select(e => (e.Type, e.Data.Month!.Value)));
        var draft = await Read(here, "Maja Ellekilde");
        Assert.Equal((1, SummaryStatus.Draft, 1), (draft.Version.Version, draft.Version.Status, draft.Figures.Reports));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Read(here, "Henning Krage")));
        Assert.Empty(await here.Do((BrowseSummaries browse) => browse.Run(here.As("Henning Krage"), 2027, Cancel)));
    }

    [Theory, BothDatabases]
    public async Task Months_that_were_missed_are_made_up_back_to_the_first_and_an_empty_forum_has_none(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        here.Clock.SetUtcNow(new(2027, 6, 1, 4, 0, 0, TimeSpan.Zero));
        Assert.Equal(0, await Make(here));
        here.Clock.SetUtcNow(new(2027, 10, 31, 12, 0, 0, TimeSpan.Zero)); // the day on which clocks go back
        await here.Do((RecordDropOff use) => use.Run(here.As("Rune Askholt"), 3, null, Cancel));
        // The scheduler is down over three firsts of a month, one of them of a new year.
        here.Clock.SetUtcNow(new(2028, 1, 1, 6, 0, 0, TimeSpan.Zero));
        Assert.Equal([new(2027, 10, 1), new(2027, 11, 1), new DateOnly(2027, 12, 1)], await here.Do((MakeSummaries make) => make.Due(here.Forum.Forum.Id, TimeSpan.Zero, Cancel)));
        Assert.Equal(3, await Make(here));
        var rows = await here.Do((BrowseSummaries browse) => browse.Run(here.As("Maja Ellekilde"), 2027, Cancel));
        Assert.Equal([12, 11, 10], rows.Select(row => row.Month.Month));
        Assert.True((await Read(here, "Maja Ellekilde", new(2027, 10, 1))).Figures is { IsFirst: true, NeedlesHandedIn: 3, Before: null });
        Assert.Equal(Verdict.NotWhole, (await Read(here, "Maja Ellekilde", new(2027, 11, 1))).Figures.Before!.Verdict);
        Assert.Equal(Verdict.Uncertain, (await Read(here, "Maja Ellekilde", new(2027, 12, 1))).Figures.Before!.Verdict);
    }

    [Theory, BothDatabases]
    public async Task No_per_cent_stands_beside_a_month_that_was_not_whole(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        foreach (var month in new[] { 10, 11, 12 })
        {
            here.Clock.SetUtcNow(new(2027, month, 15, 12, 0, 0, TimeSpan.Zero));
            for (var report = 0; report < Comparison.LeastForPerCent; report++)
            {
                await here.Report();
                here.Clock.Advance(TimeSpan.FromHours(1));
            }
        }

        here.Clock.SetUtcNow(new(2028, 1, 1, 6, 0, 0, TimeSpan.Zero));
        await Make(here);
        Assert.Null((await Read(here, "Maja Ellekilde", new(2027, 11, 1))).Figures.Before!.PerCent);
        Assert.Equal(0, (await Read(here, "Maja Ellekilde", new(2027, 12, 1))).Figures.Before!.PerCent);
    }

    [Theory, BothDatabases]
    public async Task The_coordinator_is_reminded_once_after_three_days_of_what_is_not_published(DatabaseKind kind)
    {
        await using var here = await Begun(kind);
        here.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        await Make(here);
        Assert.Empty(await Of(here, EventType.SummaryReminded));
        here.Clock.Advance(TimeSpan.FromSeconds(1));
        await Make(here);
        await Make(here);
        Assert.Single(await Of(here, EventType.SummaryReminded));
    }

    [Theory, BothDatabases]
    public async Task What_was_published_stays_as_it_was_and_a_correction_says_what_it_changes(DatabaseKind kind)
    {
        await using var here = await Begun(kind);
        var wrong = (await Read(here, "Maja Ellekilde")).Figures.ToSeen.LongestCase!;
        await Write(here, new(1, "Spanden er flyttet."));
        await Publish(here, new(1));
        var first = await Read(here, "Henning Krage");
        Assert.Equal(("Spanden er flyttet.", 2, SummaryStatus.Published), (first.Words, first.Figures.Reports, first.Version.Status));

        // One of the two was abuse: staff find out when the month has been published.
        await here.Dismiss("Rune Askholt", wrong, DismissReason.Abuse);
        Assert.Equal(2, (await Read(here, "Henning Krage")).Figures.Reports);
        Assert.Equal(2, await here.Do((CorrectSummary correct) => correct.Run(here.As("Maja Ellekilde"), January, null, Cancel)));
        Assert.Equal(1, (await Read(here, "Henning Krage")).Version.Version);
        // One correction at a time.
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(here.Do((CorrectSummary correct) => correct.Run(here.As("Maja Ellekilde"), January, null, Cancel))));
        Assert.Equal(RefusalCode.Invalid, await Refusals.Code(Publish(here, new(2))));
        await Publish(here, new(2, Changed: "En sag var misbrug."));
        var second = await Read(here, "Henning Krage");
        Assert.Equal((2, 1, 2, "En sag var misbrug."), (second.Version.Version, second.Figures.Reports, second.Before!.Reports, second.Version.Changed));
        var old = await Read(here, "Henning Krage", version: 1);
        Assert.Equal((true, 2, false), (old.IsOld, old.Figures.Reports, second.IsOld));
        Assert.Equal([1, 2], (await Of(here, EventType.SummaryPublished)).Select(e => e.Data.Version!.Value));
    }

    [Theory, BothDatabases]
    public async Task What_was_done_and_what_is_missing_are_lists_of_their_own_and_go_on_into_a_correction(DatabaseKind kind)
    {
        await using var here = await Begun(kind);
        await Write(here, new(1, "Tak.", ["Spanden er flyttet.", " To i én\r\nlinje ", ""], ["Lys i porten, 310290-0000"]));
        await Publish(here, new(1));
        var first = await Read(here, "Henning Krage");
        Assert.Equal(["Spanden er flyttet.", "To i én", "linje"], first.Done);
        Assert.StartsWith("Lys i porten, ", Assert.Single(first.Missing), StringComparison.Ordinal);
        Assert.DoesNotContain("310290", first.Missing[0], StringComparison.Ordinal);
        await here.Do((CorrectSummary correct) => correct.Run(here.As("Maja Ellekilde"), January, null, Cancel));
        Assert.Equal((first.Words, first.Done.Count, first.Missing.Count), ((await Read(here, "Maja Ellekilde")).Words, 3, 1));
        await Write(here, new(2, null));
        var second = await Read(here, "Maja Ellekilde");
        Assert.Equal((0, 0), (second.Done.Count, second.Missing.Count));
        Assert.Equal("missing:TooManyLines", await Refusals.Faults(Write(here, new(2, null, null, [.. Enumerable.Repeat("Aftale", 31)]))));
        Assert.Equal(3, (await Read(here, "Henning Krage", version: 1)).Done.Count);
    }

    [Theory, BothDatabases]
    public async Task Figures_that_were_not_looked_at_are_not_published(DatabaseKind kind)
    {
        await using var here = await Begun(kind);
        var seen = (await Read(here, "Maja Ellekilde")).Figures.CountedAt;
        here.Clock.Advance(TimeSpan.FromMinutes(1));
        await Write(here, new(1, null, Recount: true));
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(Publish(here, new(1, seen))));
        await Publish(here, new(1, (await Read(here, "Maja Ellekilde")).Figures.CountedAt));
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(Write(here, new(1, "For sent"))));
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(Publish(here, new(1))));
    }

    [Theory, BothDatabases]
    public async Task A_number_is_said_to_those_who_see_cases_and_not_once_its_reporter_has_had_it_erased(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        await here.Collected("Tove Brink", sent.Number, 3);
        here.Clock.SetUtcNow(new(2027, 2, 1, 9, 0, 0, TimeSpan.Zero));
        await Make(here);
        await Publish(here, new(1));
        Assert.Equal((sent.Number, null), ((await Read(here, "Tove Brink")).Figures.ToFetched.LongestCase, (await Read(here, "Henning Krage")).Figures.ToFetched.LongestCase));
        var holder = await here.Holder(sent);
        await here.Do((EraseCase erase) => erase.Run(holder, Cancel));
        var after = (await Read(here, "Tove Brink")).Figures;
        Assert.Equal((null, 1, 3), (after.ToFetched.LongestCase, after.ToFetched.Of, after.NeedlesCollected));
    }

    [Theory, BothDatabases]
    public async Task A_month_that_cannot_be_made_holds_up_no_other(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        await here.Collected("Tove Brink", sent.Number, 3);
        // A line of the log that nobody can read.
        await here.Db(db => db.Events.Where(e => e.ForumId == here.Forum.Forum.Id && e.Type == EventType.PickupRequested).ExecuteUpdateAsync(set => set.SetProperty(e => e.Text, "?"), Cancel));
        here.Clock.SetUtcNow(new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, await Make(here));
        Assert.Equal([January], await here.Do((MakeSummaries make) => make.Due(here.Forum.Forum.Id, TimeSpan.Zero, Cancel)));
        Assert.Contains(here.Log.All, line => line.Contains("could not be made", StringComparison.Ordinal));
    }

    private static async Task<Neighbourhood> Begun(DatabaseKind kind)
    {
        var here = await Neighbourhood.Found(kind);
        await here.Report();
        await here.Report();
        here.Clock.SetUtcNow(new(2027, 2, 1, 9, 0, 0, TimeSpan.Zero));
        foreach (var report in await here.Db(db => db.Reports.AsNoTracking().ToListAsync(Cancel))) await here.Acknowledge("Rune Askholt", report.Number);
        await Make(here);
        return here;
    }

    private static Task<int> Make(Neighbourhood here) => here.Do((MakeSummaries make) => make.Run(Cancel));

    private static Task<SummaryView> Read(Neighbourhood here, string who, DateOnly? month = null, int? version = null) => here.Do((ReadSummary read) => read.Run(here.As(who), month ?? January, version, Cancel));

    private static Task<bool> Write(Neighbourhood here, WriteSummaryRequest request) => here.Do((WriteSummary write) => write.Run(here.As("Maja Ellekilde"), January, request, null, Cancel));

    private static Task<bool> Publish(Neighbourhood here, PublishSummaryRequest request) => here.Do((PublishSummary publish) => publish.Run(here.As("Maja Ellekilde"), January, request, null, Cancel));

    private static async Task<IReadOnlyList<ForumEvent>> Of(Neighbourhood here, EventType type) => [.. (await here.Events()).Where(e => e.Type == type)];
}
