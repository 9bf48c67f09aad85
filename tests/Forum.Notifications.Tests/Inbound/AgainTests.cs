using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Tests.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Inbound;

/// <summary>IGEN: it is still there.</summary>
[Collection(nameof(Town))]
public sealed class AgainTests(Towns towns)
{
    [Theory, BothDatabases]
    public async Task The_one_case_that_was_solved_is_opened_again_and_the_crew_told(DatabaseKind kind)
    {
        var (story, number) = await Solved(kind);
        Assert.Equal([$"Tak. {number} er åbnet igen, og holdet har fået besked."], await story.Text(story.Bodil, "Igen!"));
        Assert.NotNull((await story.Case(number)).ReopenedAt);
        Assert.StartsWith($"B: HENT {number}.", Assert.Single(story.News(story.Ida)), StringComparison.Ordinal);
        Assert.StartsWith($"{number}: Naboen siger, at det ligger der stadig.", Assert.Single(story.News(story.Rune)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task What_is_written_behind_it_is_kept_with_the_case(DatabaseKind kind)
    {
        var (story, number) = await Solved(kind);
        await story.Text(story.Bodil, $"IGEN {number}: under hækken, min cpr 310290-0000");
        var note = await Note(story, number);
        Assert.StartsWith("under hækken, min cpr ", note, StringComparison.Ordinal);
        Assert.DoesNotContain("310290", note, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Without_a_solved_case_it_is_a_message_like_any_other(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        Assert.StartsWith("Tak. Din besked er gemt", Assert.Single(await story.Text(story.Bodil, "IGEN")), StringComparison.Ordinal);
        Assert.Single(await story.Cases());
    }

    [Theory, BothDatabases]
    public async Task After_fourteen_days_it_is_a_message_like_any_other(DatabaseKind kind)
    {
        var (story, number) = await Solved(kind);
        story.Town.Clock.Advance(TimeSpan.FromDays(14.1));
        await story.Text(story.Bodil, "IGEN");
        Assert.Equal((2, ReportStatus.Resolved), ((await story.Cases()).Count, (await story.Case(number)).Status));
    }

    [Theory, BothDatabases]
    public async Task With_several_the_number_is_asked_for_and_then_picks_one(DatabaseKind kind)
    {
        var (story, first) = await Solved(kind);
        var second = await story.Report(story.Needles("Ørnevej 6"));
        await story.Answer(story.Ida, "2 1");
        Assert.StartsWith("Hvilken sag er det? Svar IGEN og sagens nummer", Assert.Single(await story.Text(story.Bodil, "IGEN")), StringComparison.Ordinal);
        Assert.Equal((ReportStatus.Resolved, ReportStatus.Resolved), ((await story.Case(first)).Status, (await story.Case(second)).Status));
        Assert.Equal([$"Tak. {first} er åbnet igen, og holdet har fået besked."], await story.Text(story.Bodil, $"igen {first.Replace("-", "", StringComparison.Ordinal)}"));
        Assert.Equal((false, ReportStatus.Resolved), ((await story.Case(first)).Status == ReportStatus.Resolved, (await story.Case(second)).Status));
    }

    [Theory, BothDatabases]
    public async Task A_number_that_is_not_this_phones_opens_nothing(DatabaseKind kind)
    {
        var (story, number) = await Solved(kind);
        await story.Text(story.Bodil, "IGEN NV-99999");
        Assert.Equal((2, ReportStatus.Resolved), ((await story.Cases()).Count, (await story.Case(number)).Status));
        await story.Text(story.NewPhone(), $"IGEN {number}");
        Assert.Equal((3, ReportStatus.Resolved), ((await story.Cases()).Count, (await story.Case(number)).Status));
    }

    [Theory, BothDatabases]
    public async Task Danger_in_it_is_answered_and_alerted(DatabaseKind kind)
    {
        var (story, number) = await Solved(kind);
        Assert.StartsWith("Har du stukket dig", Assert.Single(await story.Text(story.Bodil, "IGEN og nu har min søn stukket sig på en af dem")), StringComparison.Ordinal);
        Assert.StartsWith($"HASTER {number}", Assert.Single(story.News(story.Maja)), StringComparison.Ordinal);
        Assert.NotNull((await story.Case(number)).ReopenedAt);
    }

    [Theory, BothDatabases]
    public async Task With_several_what_is_said_beside_it_is_read_by_somebody(DatabaseKind kind)
    {
        var (story, first) = await Solved(kind);
        var second = await story.Report(story.Needles("Ørnevej 6"));
        await story.Answer(story.Ida, "2 1");
        story.Read();
        Assert.StartsWith("Har du stukket dig", Assert.Single(await story.Text(story.Bodil, "IGEN og nu har min søn stukket sig på en af dem")), StringComparison.Ordinal);
        var told = Assert.Single(await story.Cases(), one => one.Number != first && one.Number != second);
        Assert.StartsWith($"HASTER {told.Number}", Assert.Single(story.News(story.Maja)), StringComparison.Ordinal);
    }

    private async Task<(Story Story, string Number)> Solved(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report();
        await story.Answer(story.Ida, "2 1");
        story.Read();
        return (story, number);
    }

    private static Task<string> Note(Story story, string number) => story.Do(async (Api.Privacy.FieldCipher cipher) =>
    {
        var id = (await story.Case(number)).Id;
        return cipher.Open(await story.Db(db => db.Notes.Where(n => n.ReportId == id).Select(n => n.WordsSealed).SingleAsync()), Api.Reports.Note.Purpose)!;
    });
}
