using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Inbound;
using Tryghedsforum.Notifications.Schedule;
using Tryghedsforum.Notifications.Tests.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Schedule;

/// <summary>Erased messages stand on the forum's page, once, whatever is broken off between the two contexts.</summary>
[Collection(nameof(Town))]
public sealed class EraseOldMessagesTests(Towns towns)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_was_erased_is_told_to_the_forum_also_when_the_telling_was_broken_off(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(story.Town.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen")).DateTime);
        await Old(story, 2);
        Assert.Equal(2, await story.Do((EraseMessages erase) => erase.Run(story.ForumId, today, Cancel)));
        await Old(story, 3);
        await Run(story);
        await Run(story);
        var view = await story.Do((BrowseErasures browse) => browse.Run(story.Maja.Actor, Cancel));
        Assert.Equal((today, Retention.MessageBody, 5), (view.Months.Single().Days.Single().Day, view.Months[0].Erased.Single().Kind, view.Months[0].Erased.Single().Rows));
        Assert.Equal(story.Town.Clock.GetUtcNow(), view.LastMessageRun);
        Assert.Empty(await story.Do((EraseMessages erase) => erase.Untold(story.ForumId, Cancel)));
    }

    private static Task<int> Run(Story story) => story.Do((EraseOldMessages erase) => erase.Run(Cancel));

    private static Task<int> Old(Story story, int count) => story.Do((NotificationsDb db) =>
    {
        for (var i = 0; i < count; i++)
        {
            var text = new InboundSms { MessageSid = $"SM{Guid.NewGuid():n}", ForumId = story.ForumId, ReceivedAt = story.Town.Clock.GetUtcNow().AddDays(-31), BodySealed = [1] };
            text.Finish(new("done"));
            db.InboundTexts.Add(text);
        }

        return db.SaveChangesAsync(Cancel);
    });
}
