using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>Who is told what of two cases that were merged.</summary>
[Collection(nameof(Town))]
public sealed class MergedTests(Towns towns)
{
    [Theory, BothDatabases]
    public async Task Both_reporters_are_told_that_it_is_gone_each_by_the_own_number(DatabaseKind kind)
    {
        var (story, first, second, other) = await Two(kind);
        await Merge(story, second, first);
        Assert.Empty(story.News(story.Ida));
        Assert.Empty(story.News(other));
        await story.Answer(story.Ida, "2 3");
        Assert.Contains(first, Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
        Assert.Contains(second, Assert.Single(story.News(other)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_crew_answers_one_task_and_a_letter_of_the_duplicate_means_the_whole(DatabaseKind kind)
    {
        var (story, first, second, _) = await Two(kind);
        await Merge(story, second, first);
        // "1" alone would be asked back if two tasks were open.
        Assert.Contains(first, await story.Answer(story.Ida, "1"), StringComparison.Ordinal);
        Assert.Equal(PickupStatus.Accepted, (await story.Pickup(first)).Status);
        await story.Answer(story.Ida, "B2 3");
        Assert.Equal(ReportStatus.Resolved, (await story.Case(first)).Status);
    }

    [Theory, BothDatabases]
    public async Task A_crew_that_took_the_duplicate_goes_on_under_its_number(DatabaseKind kind)
    {
        var (story, first, second, other) = await Two(kind);
        await story.Answer(story.Ida, "B1");
        story.Read();
        await Merge(story, second, first);
        Assert.Empty(story.News(story.Ida));
        Assert.Empty(story.News(other));
        Assert.Contains(first, Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
        Assert.Contains("hentet", await story.Answer(story.Ida, "B2 3"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(ReportStatus.Resolved, (await story.Case(first)).Status);
    }

    [Theory, BothDatabases]
    public async Task Again_by_the_reporter_of_the_duplicate_opens_the_whole(DatabaseKind kind)
    {
        var (story, first, second, other) = await Two(kind);
        await Merge(story, second, first);
        await story.Answer(story.Ida, "2 3");
        Assert.Equal([$"Tak. {second} er åbnet igen, og holdet har fået besked."], await story.Text(other, $"IGEN {second}"));
        Assert.NotNull((await story.Case(first)).ReopenedAt);
    }

    [Theory, BothDatabases]
    public async Task Who_told_of_both_is_told_once_and_one_word_opens_it_again(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var (first, second) = (await story.Report(), await story.Report());
        await Merge(story, second, first);
        await story.Answer(story.Ida, "2 3");
        Assert.Single(story.News(story.Bodil));
        Assert.Contains("er åbnet igen", Assert.Single(await story.Text(story.Bodil, "IGEN")), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Whose_message_became_two_cases_is_told_the_other_number_once(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Text(story.Bodil, "kanyler ved Ørnevej 6 og kanyler ved Hillerødgade 45");
        var first = Assert.Single(await story.Cases()).Number;
        story.Read();
        var other = await story.Do((SplitReport split) => split.Run(story.Rune.Actor, first, new("kanyler ved Ørnevej 6", "kanyler ved Hillerødgade 45"), null, default));
        await story.Settle();
        Assert.Equal([$"{first}: Din besked er nu to sager. Den anden har nummer {other.Number}."], story.News(story.Bodil));
        Assert.Empty(story.News(story.Rune));
    }

    private async Task<(Story Story, string First, string Second, string Other)> Two(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var other = story.NewPhone();
        var first = await story.Report();
        var second = await story.Report(story.Needles() with { Phone = other });
        story.Read();
        return (story, first, second, other);
    }

    private static async Task Merge(Story story, string number, string into)
    {
        await story.Do((MergeReports merge) => merge.Run(story.Rune.Actor, number, new(into), null, default));
        story.Read();
        await story.Settle();
    }
}
