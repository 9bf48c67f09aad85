using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.PublicLists;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Reports;

/// <summary>Two that told of the same: one case from then on, and two again when it was not the same.</summary>
public sealed class MergeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_board_has_one_row_with_both_numbers_and_one_pickup(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (first, second) = await Two(here);
        var rune = here.As("Rune Askholt");
        var before = await here.Do((BrowseBoard use) => use.Run(rune, Cancel));
        Assert.Equal([second.Number, first.Number], before.OrderBy(row => row.ReceivedAt).Select(row => row.Same));
        Assert.Equal([first.Number], (await here.Do((ReadCase use) => use.Run(rune, second.Number, Cancel))).Same.Select(other => other.Number));

        Assert.Equal(first.Number, await here.Merge(second.Number, first.Number.ToLowerInvariant()));
        var row = Assert.Single(await here.Do((BrowseBoard use) => use.Run(rune, Cancel)));
        Assert.Equal((first.Number, second.Number, null), (row.Number, Assert.Single(row.Parts), row.Same));
        var (whole, part) = (await here.Case(first.Number), await here.Case(second.Number));
        Assert.Equal((ReportStatus.AwaitingPickup, ReportStatus.Merged, null), (whole.Status, part.Status, part.PickupId));
        var cancelled = Assert.Single(await here.Events(second.Number), e => e.Type == EventType.PickupCancelled);
        Assert.Equal((null, Audience.Partners | Audience.Police), (cancelled.Data.Fetches, cancelled.Audience));
    }

    [Theory, BothDatabases]
    public async Task Whoever_names_the_part_acts_on_the_whole_and_both_reporters_see_how_it_goes(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (first, second) = await Two(here);
        await here.Merge(second.Number, first.Number);
        await here.Accept("Jens Molbæk", second.Number);
        await here.Collected("Jens Molbæk", second.Number, 4, "Alt er væk");
        foreach (var sent in new[] { first, second })
        {
            var seen = await Own(here, sent);
            Assert.Equal((sent.Number, ReportStatus.Resolved, Resolution.Collected, 4), (seen.Number, seen.Status, seen.Resolution, seen.Pickup!.Count));
            Assert.Contains(seen.Timeline, line => line is { Type: EventType.PickupCollected, Words: "Alt er væk" });
        }

        Assert.Equal(["Bag skuret."], (await Own(here, second)).Timeline.Select(line => line.Words).Append((await Own(here, second)).Words).OfType<string>().Where(words => words != "Alt er væk"));
        here.Clock.Advance(TimeSpan.FromDays(8));
        await here.Close();
        Assert.NotNull((await here.Case(second.Number)).ClosedAt);
        Assert.Equal(ReportStatus.Closed, (await Own(here, second)).Status);
    }

    [Theory, BothDatabases]
    public async Task What_one_neighbour_writes_or_is_asked_the_other_never_reads(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (first, second) = await Two(here);
        await here.Merge(second.Number, first.Number);
        await here.Add(first, "Ord fra den første");
        await here.Add(second, "Ord fra den anden");
        await here.Ask("Rune Askholt", second.Number, "Spørgsmål til den anden");
        await here.Answer("Rune Askholt", first.Number);
        var (one, other) = (await Own(here, first), await Own(here, second));
        Assert.Equal(["Tak, vi kigger på det.", "Ord fra den første"], one.Timeline.Select(line => line.Words).OfType<string>());
        Assert.Equal(["Tak, vi kigger på det.", "Spørgsmål til den anden", "Ord fra den anden"], other.Timeline.Select(line => line.Words).OfType<string>());
        Assert.DoesNotContain(one.Timeline.Concat(other.Timeline), line => line.Other is not null);
        var staff = await here.Do((ReadCase use) => use.Run(here.As("Rune Askholt"), first.Number, Cancel));
        Assert.Equal(4, staff.Timeline.Count(line => line.Words is not null));
        Assert.Equal("Bag skuret.", Assert.Single(staff.Parts).Words);
    }

    [Theory, BothDatabases]
    public async Task Still_there_by_the_reporter_of_the_part_opens_the_whole(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (first, second) = await Two(here);
        await here.Merge(second.Number, first.Number);
        await here.Collected("Jens Molbæk", first.Number);
        await here.Reopen(second);
        Assert.Equal((ReportStatus.AwaitingPickup, ReportStatus.Merged, null), ((await here.Case(first.Number)).Status, (await here.Case(second.Number)).Status, (await here.Case(second.Number)).ClosedAt));
        Assert.True((await Own(here, first)).Timeline[1].ByAnother);
        Assert.False((await Own(here, second)).Timeline[1].ByAnother);
        Assert.Equal(EventType.ReportReopened, (await Own(here, second)).Timeline[1].Type);
    }

    [Theory, BothDatabases]
    public async Task The_audience_is_the_narrower_and_each_gets_its_own_back(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        // The police get what lies at a playground, and residents the street; of what is indoors they get the quarter.
        var open = await here.Report(Neighbourhood.Needles("Mejsevænget 11"));
        await here.Acknowledge("Rune Askholt", open.Number);
        var inside = await here.Report(Neighbourhood.Needles("Ørnevej 6", Ground.Indoors));
        var (before, narrow) = (await here.Case(open.Number), await here.Case(inside.Number));
        Assert.NotEqual(Audience.None, before.Audience & Audience.Police);
        await here.Merge(inside.Number, open.Number);
        var whole = await here.Case(open.Number);
        Assert.Equal((Audience.Partners | Audience.Reporter | Audience.Residents, PublicLevel.Quarter, null), (whole.Audience, whole.Outsiders, whole.CoarseStreetId));
        Assert.Equal(whole.Audience, (await here.Events(open.Number)).Last(e => e.Type == EventType.AudienceChanged).Data.Audience);
        Assert.Empty(await here.Do((BrowseBoard use) => use.Run(here.As("Lea Stougard"), Cancel)));

        await here.Unmerge(inside.Number);
        var (again, alone) = (await here.Case(open.Number), await here.Case(inside.Number));
        Assert.Equal((before.Audience, before.Outsiders, null), (again.Audience, again.Outsiders, again.OwnAudience));
        Assert.Equal((narrow.Outsiders, narrow.Target, ReportStatus.Acknowledged, null), (alone.Outsiders, alone.Target, alone.Status, alone.MergedIntoId));
        Assert.Equal(narrow.Audience | Audience.Residents, alone.Audience);
        Assert.Single(await here.Do((BrowseBoard use) => use.Run(here.As("Lea Stougard"), Cancel)));
    }

    [Theory, BothDatabases]
    public async Task A_taken_pickup_stays_and_goes_back_with_the_part_that_brought_it(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (first, second) = await Two(here);
        await here.Accept("Jens Molbæk", second.Number);
        var (asked, taken) = (await here.Pickup(first.Number), await here.Pickup(second.Number));
        await here.Merge(second.Number, first.Number);
        var kept = await here.Pickup(first.Number);
        Assert.Equal((taken.Id, (await here.Case(first.Number)).Id, PickupStatus.Accepted), (kept.Id, kept.LeadReportId, kept.Status));
        Assert.Equal(PickupStatus.Cancelled, await here.Db(async db => (await db.Pickups.FindAsync([asked.Id], Cancel))!.Status));
        await here.Unmerge(second.Number);
        Assert.Equal((taken.Id, null), ((await here.Case(second.Number)).PickupId, (await here.Case(first.Number)).PickupId));
    }

    [Theory, BothDatabases]
    public async Task A_pickup_that_was_given_up_is_asked_for_anew(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (first, second) = await Two(here);
        await here.Merge(second.Number, first.Number);
        await here.Unmerge(second.Number);
        var (one, other) = (await here.Pickup(first.Number), await here.Pickup(second.Number));
        Assert.NotEqual(one.Id, other.Id);
        Assert.Equal((PickupStatus.Requested, PickupStatus.Requested), (one.Status, other.Status));
        Assert.Equal(ReportStatus.AwaitingPickup, (await here.Case(second.Number)).Status);
    }

    [Theory, BothDatabases]
    public async Task It_is_counted_and_listed_once(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (first, second) = await Two(here);
        await here.Merge(second.Number, first.Number);
        var month = await here.Do((CountMonth use) => use.Run(here.As("Rune Askholt"), new(2027, 1, 1), Cancel));
        Assert.Equal((1, 1), (month.Reports, month.Open));
        await here.Do((RemakePublicList use) => use.Run(here.Program, Cancel));
        Assert.Single((await here.Do((ReadPublicList use) => use.Run(here.Neighbour, Cancel))).Cases);
        Assert.Single((await here.Do((ReadPublicList use) => use.Quarter(here.As("Asta Lindvig"), Cancel))).Cases);
    }

    [Theory, BothDatabases]
    public async Task What_was_merged_into_the_duplicate_goes_along(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (first, second) = await Two(here);
        var third = await here.Report();
        await here.Merge(third.Number, second.Number);
        await here.Merge(second.Number, first.Number);
        var whole = (await here.Case(first.Number)).Id;
        Assert.Equal((whole, whole), ((await here.Case(second.Number)).MergedIntoId, (await here.Case(third.Number)).MergedIntoId));
        await here.Dismiss("Rune Askholt", third.Number);
        Assert.Equal(ReportStatus.Dismissed, (await Own(here, third)).Status);
        Assert.NotNull((await here.Case(second.Number)).ClosedAt);
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(here.Unmerge(second.Number)));
    }

    [Theory, BothDatabases]
    public async Task Only_two_open_cases_of_one_forum_are_merged(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (first, second) = await Two(here);
        var foreign = await here.Report(Neighbourhood.Needles("Æblevej 3", Ground.Yard), Actor.Anyone(here.Other.Forum.Id, ""));
        Assert.Equal("CaseUnknown", Assert.Single((await Refusals.Of(here.Merge(first.Number, foreign.Number))).Faults).Code);
        Assert.Equal("CaseSame", Assert.Single((await Refusals.Of(here.Merge(first.Number, first.Number))).Faults).Code);
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Merge(foreign.Number, first.Number)));
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(here.Unmerge(first.Number)));
        await here.Collected("Jens Molbæk", second.Number);
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(here.Merge(first.Number, second.Number)));
    }

    private static async Task<(SubmitReportAnswer First, SubmitReportAnswer Second)> Two(Neighbourhood here)
    {
        var first = await here.Report();
        here.Clock.Advance(TimeSpan.FromMinutes(5));
        return (first, await here.Report(Neighbourhood.Needles("Ørnevej 8") with { Words = "Bag skuret." }));
    }

    private static async Task<CaseView> Own(Neighbourhood here, SubmitReportAnswer sent)
    {
        var holder = await here.Holder(sent);
        return await here.Do((ReadCase use) => use.Own(holder, Cancel));
    }
}
