using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Releases;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Web.Demo;

/// <summary>How one case goes on: each step is a use case, and plans the next one.</summary>
internal sealed class DemoStory(DemoStage stage, DemoCase told)
{
    private readonly Guid receivers = stage.Settings.Rule(told.Category, told.Ground)?.ReceivingTeamId ?? stage.Settings.Category(told.Category).ReceivingTeamId;
    private readonly bool isFetched = stage.Settings.Category(told.Category).NeedsPickup;
    private SubmitReportAnswer report = null!;
    private Actor crew = null!;
    private bool reopened;

    private string Number => report.Number;

    private DateTimeOffset Now => stage.Timeline.Now;

    public void Begin(DateTimeOffset at) => stage.Timeline.At(at, Tell);

    private async Task Tell()
    {
        var actor = told.Channel is Channel.Phone or Channel.InPerson ? stage.Who(receivers, Policies.Handle) : Actor.Anyone(stage.Settings.Forum.Id, "");
        report = await stage.Use<SubmitReport>().Run(actor, new()
        {
            Category = told.Category, Ground = told.Ground, Place = new() { Written = told.Where, Detail = told.Detail }, Amount = told.Amount, Find = told.Find,
            Children = told.Children, Words = told.Words, Access = told.Access, Phone = stage.Phone(told.From), Channel = told.Channel,
        }, null, stage.Cancellation);
        Then(1, () => Now.AddMinutes(stage.Roll(2, 9)), See);
    }

    private async Task See()
    {
        await stage.Use<AcknowledgeReport>().Run(stage.Who(receivers, Policies.Handle), Number, null, stage.Cancellation);
        if (told.Release is { } words) await Release(words);
        if (told.End == DemoEnd.Dismissed) Then(3, () => Now.AddMinutes(stage.Roll(10, 40)), Dismiss);
        else if (!isFetched) Then(3, () => Working(Now.AddMinutes(stage.Roll(40, 240))), Answer);
        else if (stage.Settings.Rule(told.Category, told.Ground)?.FetchingTeamId is { } asked) Ask(asked);
        else Then(2, () => Now.AddMinutes(stage.Roll(5, 30)), Order);
    }

    private async Task Release(string words)
    {
        await stage.Use<ProposeRelease>().Run(stage.First(receivers, Policies.ProposeRelease), Number, new(words), null, stage.Cancellation);
        if (told.MinutesAgo.Count > 0) return;
        var coordinator = stage.First(null, Policies.Release);
        var proposal = (await stage.Use<ReadRelease>().Run(coordinator, Number, null, stage.Cancellation)).Proposal!;
        await stage.Use<ReleaseCase>().Run(coordinator, Number, new(proposal.Id, words, Read: true), null, stage.Cancellation);
    }

    // The rule's team is asked for half an hour, then the next one.
    private void Ask(Guid team)
    {
        if (told.AskedOn)
        {
            var silent = report.ReceivedAt.AddMinutes(stage.Settings.Forum.AnswerMinutes);
            stage.Timeline.At(silent.AddSeconds(5), () => stage.Use<AskNextTeam>().Run(stage.Cancellation));
            Then(2, () => silent.AddMinutes(stage.Roll(4, 15)), () => Take(stage.Settings.Rule(told.Category, told.Ground)?.NextTeamId ?? team));
        }
        else
        {
            Then(2, () => Now.AddMinutes(stage.Roll(4, 18)), () => Take(team));
        }
    }

    private async Task Order()
    {
        await stage.Use<RequestPickup>().Run(stage.Who(receivers, Policies.Handle), Number, stage.Fetchers, null, stage.Cancellation);
        Then(2, () => Now.AddMinutes(stage.Roll(5, 25)), () => Take(stage.Fetchers));
    }

    private async Task Take(Guid team)
    {
        crew = stage.Who(team, Policies.Fetch);
        var before = await stage.Use<AcceptPickup>().Run(crew, Number, null, stage.Cancellation);
        Then(3, () => Fetched(before), End);
    }

    private async Task End()
    {
        if (told.End == DemoEnd.NothingFound) await stage.Use<ReportNothingFound>().Run(crew, Number, null, stage.Cancellation);
        else await stage.Use<ConfirmCollected>().Run(crew, Number, new(reopened ? told.Count2 : told.Count, told.Reply), null, stage.Cancellation);
        if (told.ReopenWords is not null && !reopened) stage.Timeline.At(stage.NextMorning(Now), Reopen);
        else Close();
    }

    private async Task Reopen()
    {
        reopened = true;
        var holder = await stage.Use<FindCase>().BySecret(report.Secret, "", stage.Cancellation);
        await stage.Use<ReopenReport>().Run(holder!, told.ReopenWords, null, stage.Cancellation);
        stage.Timeline.At(Now.AddMinutes(stage.Roll(4, 18)), () => Take(crew.TeamId!.Value));
    }

    private async Task Answer()
    {
        await stage.Use<AnswerReport>().Run(stage.Who(receivers, Policies.Handle), Number, new(told.Reply!, Resolves: true), null, stage.Cancellation);
        Close();
    }

    private Task Dismiss() =>
        stage.Use<DismissReport>().Run(stage.Who(receivers, Policies.Handle), Number, new(DismissReason.BelongsElsewhere, told.Reply), null, stage.Cancellation);

    private void Close() => stage.Timeline.At(Now.AddDays(stage.Settings.Forum.CloseAfterDays).AddMinutes(1), () => stage.Use<CloseResolved>().Run(stage.Cancellation));

    // A case of the history goes its way; one of the present has come as far as its list says.
    private void Then(int step, Func<DateTimeOffset> usually, Func<Task> next)
    {
        if (told.MinutesAgo.Count == 0) stage.Timeline.At(usually(), next);
        else if (step < told.MinutesAgo.Count) stage.Timeline.At(Today(step, stage.Timeline.End.AddMinutes(-told.MinutesAgo[step])), next);
    }

    // What ends in the last two hours was "solved today", even when the program is first started just after midnight.
    private DateTimeOffset Today(int step, DateTimeOffset at)
    {
        var midnight = stage.At(DateOnly.FromDateTime(stage.Local(stage.Timeline.End)), 0, 0);
        return step == 3 && at < midnight && stage.Timeline.End - at < TimeSpan.FromHours(2) ? midnight : at;
    }

    private DateTimeOffset Working(DateTimeOffset at) => stage.Local(at).Hour is >= 8 and < 20 ? at : stage.NextMorning(at);

    private DateTimeOffset Fetched(DateTimeOffset before)
    {
        var at = Working(Now.AddMinutes(report.NearChildren ? stage.Roll(20, 75) : stage.Roll(50, 230)));
        return at < before ? at : before.AddMinutes(-5);
    }
}
