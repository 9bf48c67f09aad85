using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Reports;

/// <summary>One message, two matters: the program proposes, a human decides, and no word is lost.</summary>
public sealed class SplitTests
{
    private const string Both = "3 kanyler ved Ørnevej 6. Og en sprøjte i gården Svanevej 2";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Both, "3 kanyler ved Ørnevej 6.", "Og en sprøjte i gården Svanevej 2")]
    [InlineData("nåle på ørnevej 6 og 2 sprøjter ved svanevej 2", "nåle på ørnevej 6", "2 sprøjter ved svanevej 2")]
    [InlineData("Kanyler Ørnevej 6\nKanyleboks fuld Svanevej 2", "Kanyler Ørnevej 6", "Kanyleboks fuld Svanevej 2")]
    [InlineData("kanyler ved ornevej 6, kanyler ved ornevej 14", "kanyler ved ornevej 6", "kanyler ved ornevej 14")]
    [InlineData("Needles at Ørnevej 6 and also two syringes at Svanevej 2", "Needles at Ørnevej 6", "two syringes at Svanevej 2")]
    [InlineData("3 kanyler og 2 sprøjter ved Ørnevej 6", null, null)]
    [InlineData("hjørnet af Ørnevej og Svanevej, 2 nåle", null, null)]
    [InlineData("2 nåle på hjørnet af Ørnevej og Svanevej", null, null)]
    [InlineData("Kanyler på Ørnevej 6. Tak for hjælpen.", null, null)]
    [InlineData("Hvornår henter I? Jeg bor Svanevej 2", null, null)]
    public async Task Where_it_would_be_cut(string words, string? first, string? second)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var cut = TwoInOne.In(words, part => MessageDialogue.Read(here.Forum, part));
        Assert.Equal((first, second), (cut?.First, cut?.Second));
    }

    [Theory, BothDatabases]
    public async Task Each_half_is_a_case_with_the_same_reporter_and_nothing_is_lost(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var number = await Text(here);
        var seen = await Read(here, number);
        Assert.Equal(new("3 kanyler ved Ørnevej 6.", "Og en sprøjte i gården Svanevej 2"), seen.Split);
        var other = await Split(here, number, seen.Split!.First, "En sprøjte i gården Svanevej 2");
        var (one, two) = (await Read(here, number), await Read(here, other.Number));
        Assert.Equal(("3 kanyler ved Ørnevej 6.", "En sprøjte i gården Svanevej 2"), (one.Words, two.Words));
        Assert.Equal((null, null), (one.Split, two.Split));
        Assert.Equal(Both, one.Timeline.Single(line => line.Type is EventType.ReportSplit).Words);
        Assert.Equal((other.Number, number), (one.Timeline.Single(line => line.Type is EventType.ReportSplit).Other, two.Timeline.Single(line => line.Type is EventType.ReportSplit).Other));
        var (first, second) = (await here.Case(number), await here.Case(other.Number));
        Assert.Equal((first.PhoneHash, first.Channel, first.ReceivedAt), (second.PhoneHash, second.Channel, second.ReceivedAt));
        Assert.Equal((ReportStatus.Acknowledged, ReportStatus.Acknowledged), (first.Status, second.Status));
        // The figures count two, and the new link opens the new case.
        var month = await here.Db(db => MonthLedger.Read(db, here.Forum.Forum.Id, null, new(new(2027, 1, 1), here.Forum.Forum.Zone, here.Clock.GetUtcNow()), Cancel));
        Assert.Equal((2, 2), (month.Cases.Count, month.Open.Count));
        Assert.Equal(second.Id, (await here.Do((FindCase find) => find.BySecret(other.Secret, "", Cancel)))!.CaseId);
    }

    [Theory, BothDatabases]
    public async Task One_who_says_no_is_not_asked_again_and_can_still_split_by_hand(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var number = await Text(here);
        await here.Do((SplitReport use) => use.Keep(here.As("Rune Askholt"), number, null, Cancel));
        var seen = await Read(here, number);
        Assert.Equal((null, true), (seen.Split, seen.CanBeSplit));
        await Split(here, number, "det ene", "det andet");
        Assert.Equal("first:WordsMissing", await Refusals.Faults(Split(here, number, " ", "det andet")));
    }

    [Theory, BothDatabases]
    public async Task What_is_over_or_merged_is_not_split_and_crews_do_not_split(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (number, other) = (await Text(here), await Text(here, "95 00 00 78"));
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((SplitReport use) => use.Run(here.As("Jens Molbæk"), number, new("a", "b"), null, Cancel))));
        await here.Merge(other, number);
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(Split(here, number, "a", "b")));
        await here.Unmerge(other);
        await here.Dismiss("Rune Askholt", other);
        Assert.Equal(RefusalCode.NotNow, await Refusals.Code(Split(here, other, "a", "b")));
        Assert.Equal(2, await here.Db(db => db.Reports.CountAsync(Cancel)));
    }

    [Theory, BothDatabases]
    public async Task The_reporter_s_own_link_leads_to_what_was_split_off_as_long_as_that_link_holds_and_no_other_reader_is_shown_it(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report(Neighbourhood.Needles() with { Words = Both });
        var holder = await here.Holder(sent);
        Assert.Empty((await Own(here, holder)).SplitOff);
        here.Clock.Advance(TimeSpan.FromHours(1));
        var other = await Split(here, sent.Number, "3 kanyler ved Ørnevej 6.", "En sprøjte i gården Svanevej 2");
        Assert.Equal([new(other.Number, other.Secret)], (await Own(here, holder)).SplitOff);
        // Another link to the same case is perhaps somebody else's.
        var (first, second) = (await here.Case(sent.Number), await here.Case(other.Number));
        Assert.Empty((await Own(here, Actor.Holder(first.ForumId, first.Id))).SplitOff);
        Assert.Empty((await Read(here, sent.Number)).SplitOff);
        var splitOff = (await here.Do((FindCase find) => find.BySecret(other.Secret, "", Cancel)))!;
        Assert.Equal((second.Id, false), (splitOff.CaseId!.Value, splitOff.HasFirstLink));
        Assert.Empty((await Own(here, splitOff)).SplitOff);
        await here.Do((ShowNewLink show) => show.Run(here.As("Rune Askholt"), other.Number, null, Cancel));
        Assert.Empty((await Own(here, holder)).SplitOff);
        Assert.Null(await here.Do((FindCase find) => find.BySecret(other.Secret, "", Cancel)));
    }

    private static Task<CaseView> Own(Neighbourhood here, Actor holder) => here.Do((ReadCase use) => use.Own(holder, Cancel));

    private static async Task<string> Text(Neighbourhood here, string phone = "95 00 00 77") =>
        (await here.Do((SubmitText submit) => submit.Run(here.Program, phone, Both, Guid.NewGuid().ToString(), Cancel))).Number;

    private static Task<CaseView> Read(Neighbourhood here, string number) => here.Do((ReadCase use) => use.Run(here.As("Rune Askholt"), number, Cancel));

    private static Task<SplitReportAnswer> Split(Neighbourhood here, string number, string first, string second) =>
        here.Do((SplitReport use) => use.Run(here.As("Rune Askholt"), number, new(first, second), null, Cancel));
}
