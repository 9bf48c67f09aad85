using Tryghedsforum.Api.Barriers;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>Who hears of a barrier on the pages, and when.</summary>
[Collection(nameof(Town))]
public sealed class BarrierTests(Towns towns)
{
    [Theory, BothDatabases]
    public async Task The_coordinator_is_told_without_a_word_of_it_and_not_at_night(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        // The town's clock goes on from test to test: the next day at ten it is day.
        var tomorrow = TimeZoneInfo.ConvertTime(story.Town.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen")).Date.AddDays(1);
        story.Town.Clock.SetUtcNow(Story.Local(tomorrow.AddHours(10)));
        await Tell(story);
        Assert.Equal(["Nogen har fortalt om en barriere på siderne. Log ind, og læs det under Tilgængelighed."], story.News(story.Maja).Select(text => text[(text.IndexOf(": ", StringComparison.Ordinal) + 2)..]).Select(text => char.ToUpperInvariant(text[0]) + text[1..]));
        foreach (var other in new[] { story.Rune, story.Tove, story.Ida, story.Lea, story.Asta }) Assert.Empty(story.News(other));

        story.Town.Clock.SetUtcNow(Story.Local(tomorrow.AddHours(23.5)));
        await Tell(story);
        Assert.Empty(story.News(story.Maja));
        await story.Later(TimeSpan.FromHours(9));
        Assert.Single(story.News(story.Maja));
    }

    private static async Task Tell(Story story)
    {
        await story.Do((TellBarrier tell) => tell.Run(Actor.Anyone(story.ForumId, ""), new("Kortet kan ikke nås med tastatur."), null, TestContext.Current.CancellationToken));
        await story.Settle();
        // Whatever else there is for the same person goes with it.
        await story.Later(TimeSpan.FromMinutes(2));
    }
}
