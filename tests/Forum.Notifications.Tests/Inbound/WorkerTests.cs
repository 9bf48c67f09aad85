using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Inbound;
using Tryghedsforum.Notifications.Tests.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Inbound;

/// <summary>Whoever works on a text may end at any step: its effect comes once, and so does its answer.</summary>
[Collection(nameof(Town))]
public sealed class WorkerTests(Towns towns)
{
    [Theory]
    [BothDatabases("1", "Tak, {0} er jeres.", 12)]
    [BothDatabases("2 7", "Noteret: {0} hentet, 7 stk. Tak.", 12)]
    [BothDatabases("4", "Tak for svar. Herberget er spurgt i stedet.", 12)]
    public async Task A_crews_answer_counts_once(DatabaseKind kind, string text, string answer, int steps)
    {
        var story = await towns.Begin(kind);
        var killed = await AtEveryStep(story, async () =>
        {
            var number = await story.Report(story.Needles() with { Phone = null });
            story.Read();
            await story.Send(story.Ida.Phone, text);
            return number;
        },
        async number =>
        {
            Assert.StartsWith(string.Format(null, answer, number), Assert.Single(story.News(story.Ida)), StringComparison.Ordinal);
            var id = (await story.Case(number)).Id;
            var ends = await story.Db(db => db.Events.CountAsync(e => e.SubjectId == id && (e.Type == Api.Events.EventType.PickupCollected || e.Type == Api.Events.EventType.PickupHandedBack)));
            Assert.Equal(text == "1" ? 0 : 1, ends);
            if (text == "1") Assert.Equal(PickupStatus.Accepted, (await story.Pickup(number)).Status);
            // The next round's digit must mean the next round's task.
            if (text != "2 7") await story.Do((ConfirmCollected confirm) => confirm.Run(text == "1" ? story.Ida.Actor : story.Rune.Actor, number, new(0), null, default));
            await story.Settle();
        });
        Assert.True(killed >= steps, $"killed at {killed} steps");
    }

    [Theory, BothDatabases]
    public async Task IGEN_opens_one_case_once(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var killed = await AtEveryStep(story, async () =>
        {
            var phone = story.NewPhone();
            var number = await story.Report(story.Needles() with { Phone = phone });
            await story.Answer(story.Ida, "2 1");
            story.News(phone);
            await story.Send(phone, "IGEN");
            return (number, phone);
        },
        async at =>
        {
            Assert.StartsWith($"Tak. {at.number} er åbnet igen", Assert.Single(story.News(at.phone)), StringComparison.Ordinal);
            var id = (await story.Case(at.number)).Id;
            Assert.Equal(1, await story.Db(db => db.Events.CountAsync(e => e.SubjectId == id && e.Type == Api.Events.EventType.ReportReopened)));
            await story.Answer(story.Ida, "2 1");
        });
        Assert.True(killed >= 12, $"killed at {killed} steps");
        Assert.DoesNotContain(await story.Cases(), report => report.Category == CategoryCode.Unsorted);
    }

    [Theory, BothDatabases]
    public async Task A_message_becomes_one_case(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var before = 0;
        var killed = await AtEveryStep(story, async () =>
        {
            var phone = story.NewPhone();
            await story.Send(phone, "nåle ørnevej");
            return phone;
        },
        async phone =>
        {
            Assert.StartsWith("Tak. Hvor præcist er det?", Assert.Single(story.News(phone)), StringComparison.Ordinal);
            Assert.Equal(++before, (await story.Cases()).Count);
        });
        Assert.True(killed >= 10, $"killed at {killed} steps");
    }

    [Theory, BothDatabases]
    public async Task A_text_that_is_taken_up_again_means_what_it_meant(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Report(story.Needles() with { Phone = null });
        await story.Send(story.Ida.Phone, "2 7");
        await story.Town.Kill.KillsAt(1000, Work(story));
        var whole = story.Town.Kill.Taken;
        await story.Later(TimeSpan.FromHours(25));
        var first = await story.Report(story.Needles() with { Phone = null });
        story.Read();
        await story.Send(story.Ida.Phone, "2 7");
        // Killed when the effect is committed, and the text is not yet marked as done.
        Assert.True(await story.Town.Kill.KillsAt(whole - 3, Work(story)));
        Assert.Equal(PickupStatus.Collected, (await story.Pickup(first)).Status);
        Assert.Contains(InboundState.Working, await story.Told(db => db.InboundTexts.Where(t => t.ForumId == story.ForumId).Select(t => t.State).ToListAsync()));
        story.Town.Clock.Advance(TimeSpan.FromSeconds(61));

        // A new task comes before the text is taken up again.
        var second = await story.Report(story.Needles("Ørnevej 6") with { Phone = null });
        Assert.Equal(PickupStatus.Requested, (await story.Pickup(second)).Status);
        Assert.Contains($"Noteret: {first} hentet, 7 stk. Tak.", story.News(story.Ida));
    }

    [Theory, BothDatabases]
    public async Task A_text_that_fails_again_and_again_does_not_stop_the_others(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var sid = await story.Send(story.Bodil, "nåle");
        await story.Told(db => db.InboundTexts.Where(t => t.MessageSid == sid).ExecuteUpdateAsync(set => set.SetProperty(t => t.BodySealed, (byte[])[1, 2, 3])));
        var other = story.NewPhone();
        await story.Send(other, "sprøjter");
        for (var n = 0; n < 10; n++)
        {
            await Record.ExceptionAsync(Work(story));
            story.Town.Clock.Advance(TimeSpan.FromSeconds(61));
        }

        await story.Settle();
        Assert.Single(story.News(other));
        Assert.Equal(InboundState.Failed, await story.Told(db => db.InboundTexts.Where(t => t.MessageSid == sid).Select(t => t.State).SingleAsync()));
        var left = Assert.Single(await story.Do((GivenUpTexts texts) => texts.List(story.Maja.Actor, default)));
        // The number in part; the whole for a reason, which the audit log and the overseer have.
        Assert.Equal(($"•• •• •• {story.Bodil[^2..]}", null), (left.From, left.Body));
        Task<string> View(Guid text, ContactReason reason) => story.Do((GivenUpTexts texts) => texts.ViewSender(story.Maja.Actor, text, new(reason), null, default));
        Assert.Equal(RefusalCode.Invalid, await Refusals.Code(View(left.Id, ContactReason.None)));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(View(Guid.NewGuid(), ContactReason.CallBack)));
        Assert.Equal(story.Bodil[3..], (await View(left.Id, ContactReason.CallBack)).Replace(" ", "", StringComparison.Ordinal));
        var audit = await story.Do((BrowseAudit browse) => browse.Run(story.Maja.Actor, null, default));
        Assert.Equal((AuditKind.SenderViewed, "Maja Ellekilde", ContactReason.CallBack), (audit.Lines[0].Kind, audit.Lines[0].Actor, audit.Lines[0].Facts.Reason!.Value));
        Assert.NotEqual(AuditKind.SenderViewed, audit.Lines.ElementAtOrDefault(1)?.Kind);
        Assert.True(await story.Do((GivenUpTexts texts) => texts.MarkHandled(story.Maja.Actor, left.Id, default)));
        Assert.Empty(await story.Do((GivenUpTexts texts) => texts.List(story.Maja.Actor, default)));
        Assert.Contains(story.Town.Host.Log.All, line => line.StartsWith("Critical", StringComparison.Ordinal) && line.Contains("a human must read it", StringComparison.Ordinal));
    }

    private static Func<Task> Work(Story story) => () => story.Town.Services.GetRequiredService<WorkOnTexts>().RunOnce(default);

    // Kills the worker at step 1, 2, 3 … until one comes to its end; after each, the lease runs out and the work goes on.
    private static async Task<int> AtEveryStep<T>(Story story, Func<Task<T>> arrange, Func<T, Task> check)
    {
        for (var step = 1; ; step++)
        {
            var arranged = await arrange();
            var dead = await story.Town.Kill.KillsAt(step, Work(story));
            story.Town.Clock.Advance(TimeSpan.FromSeconds(61));
            await story.Settle();
            await check(arranged);
            if (!dead) return step - 1;
            // The letters of the past day are looked at, too: without a new day, every round would have a step more than the last.
            story.Town.Clock.Advance(TimeSpan.FromHours(25));
        }
    }
}
