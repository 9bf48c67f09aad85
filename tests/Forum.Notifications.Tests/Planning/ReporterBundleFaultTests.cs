using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>One SMS about several cases, when the provider is busy, loses its answer, or takes nothing.</summary>
[Collection(nameof(PatientTowns))]
public sealed class ReporterBundleFaultTests(PatientTowns towns)
{
    [Theory, BothDatabases]
    public async Task When_the_provider_is_busy_what_has_become_untrue_meanwhile_is_left_out_of_the_next_try(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var cases = await story.Three();
        foreach (var number in cases) await story.Fetch(number);
        story.Town.Phones.Set(AnswerFault.TooMany, CallbackFault.Silent);
        await story.Later(TimeSpan.FromMinutes(2));
        Assert.Equal(3, (await story.Messages()).Count(message => message.State is MessageState.Carried));
        var again = (await story.Case(cases[0])).Id;
        await story.Do((ReopenReport reopen) => reopen.Run(Actor.Holder(story.ForumId, again), null, null, default));
        story.Town.Quiet();
        await story.Later(TimeSpan.FromMinutes(5));
        Assert.StartsWith($"{cases[1]} og {cases[2]}: Det er løst.", Assert.Single(story.News(story.Bodil), text => text.Contains("løst", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(MessageState.Dropped, Assert.Single(await story.Messages(), message => message.Kind == MessageKind.ReporterGone && message.SubjectId == again).State);
    }

    [Theory, BothDatabases]
    public async Task One_that_does_not_arrive_is_a_human_s_task_that_names_every_case(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var cases = await story.Three();
        foreach (var number in cases) await story.Fetch(number);
        // Nobody can tell whether it left, and news are not sent twice.
        story.Town.Phones.Set(AnswerFault.Down, CallbackFault.Silent);
        await story.Later(TimeSpan.FromMinutes(2));
        story.Town.Quiet();
        for (var n = 0; n < 3; n++) await story.Later(TimeSpan.FromMinutes(5));
        var missed = Assert.Single(await story.Do((Undelivered undelivered) => undelivered.List(story.ForumId, default)), one => one.Kind == MessageKind.Bundle);
        var ids = (await story.Cases()).ToDictionary(one => one.Number, one => one.Id);
        Assert.Equal(cases.Select(number => ids[number]), missed.SubjectIds);
    }

    [Theory, BothDatabases]
    public async Task What_was_said_stays_said_though_the_answer_was_lost_and_a_case_is_open_again_when_it_is_found(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var cases = await story.Three();
        foreach (var number in cases) await story.Fetch(number);
        story.Town.Phones.Set(AnswerFault.Lost, CallbackFault.Silent);
        await story.Later(TimeSpan.FromMinutes(2));
        Assert.StartsWith($"{cases[0]}, {cases[1]} og {cases[2]}: Det er løst.", Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
        var again = (await story.Case(cases[0])).Id;
        await story.Do((ReopenReport reopen) => reopen.Run(Actor.Holder(story.ForumId, again), null, null, default));
        story.Town.Quiet();
        await story.Later(TimeSpan.FromMinutes(3));
        Assert.DoesNotContain(story.News(story.Bodil), text => text.Contains("løst", StringComparison.Ordinal));
        foreach (var one in await story.Cases())
        {
            var told = await story.Do((WhoWasTold told) => told.ForSubject(story.ForumId, one.Id, default));
            Assert.Equal(MessageState.Delivered, Assert.Single(told, line => line.Kind == MessageKind.ReporterGone).State);
        }
    }
}
