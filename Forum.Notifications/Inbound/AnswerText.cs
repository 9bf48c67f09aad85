using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Planning;

namespace Tryghedsforum.Notifications.Inbound;

/// <summary>What came of a text.</summary>
/// <param name="Outcome">As a code, for the record.</param>
/// <param name="Reply">What the sender is answered; null: nothing (the telephone company answers STOP itself).</param>
internal sealed record TextOutcome(string Outcome, MessageArguments? Reply = null);

/// <summary>
/// Carries out what a crew's or a team's answer asks for. The sender's number is a claim, so answers do only what is reversible and visible,
/// and nothing is ever read out.
/// </summary>
internal sealed class AnswerTask(TaskLetters letters, DescribeCase describe, AcceptPickup accept, ConfirmCollected confirm, ReportNothingFound nothing, HandBackPickup handBack, AcknowledgeReport acknowledge, TimeProvider time)
{
    /// <summary>Carries out "1", "2 7", "A3" … of a member.</summary>
    public async Task<TextOutcome> Run(Actor member, string phoneHash, SmsCommand.CrewReply reply, string key, CancellationToken cancellation)
    {
        var known = await letters.Of(member.ForumId, phoneHash, time.GetUtcNow(), cancellation);
        var tasks = new List<(TaskLetter Letter, CaseFacts Facts)>();
        foreach (var letter in known) tasks.Add((letter, await describe.Run(Actor.Program(member.ForumId), letter.SubjectId, cancellation)));
        var meant = reply.Letter is { } named
            ? tasks.Where(task => task.Letter.Letter == named).ToList()
            : tasks.Where(task => task.Letter.ClosedAt is null && IsAnswerable(member, task.Facts, reply.Digit)).ToList();
        // Nothing can be answered any more: if the phone has had one task today, it is told how that one ended.
        if (meant.Count == 0 && reply.Letter is null && tasks.Count == 1) meant = tasks;
        return meant.Count switch
        {
            0 => new("no-task", new() { Reply = reply.Letter is null && tasks.Count == 0 ? "reply.nothing-open" : "reply.not-understood" }),
            1 => await Carry(member, meant[0].Facts, reply, key, cancellation),
            _ => new("several-tasks", new() { Reply = "reply.choose", Choices = [.. meant.Select(task => task.Letter.SubjectId)] }),
        };
    }

    // "1" is also "seen"; the other digits speak of fetching only.
    private static bool IsAnswerable(Actor member, CaseFacts facts, int digit) =>
        facts.Pickup switch
        {
            PickupStatus.Requested when Policies.Fetch.Admits(member) => digit != 4 || facts.AskedTeamId == member.TeamId,
            PickupStatus.Accepted when Policies.Fetch.Admits(member) => facts.TakenByTeamId == member.TeamId,
            _ => digit == 1 && facts.Status == ReportStatus.Received,
        };

    private async Task<TextOutcome> Carry(Actor member, CaseFacts facts, SmsCommand.CrewReply reply, string key, CancellationToken cancellation)
    {
        var number = facts.Number;
        try
        {
            switch (reply.Digit)
            {
                case 1 when IsForSeeing(member, facts):
                    await acknowledge.Run(member, number, key, cancellation);
                    return new("seen", new() { Reply = "reply.seen", Number = number });
                case 1:
                    await accept.Run(member, number, key, cancellation);
                    return new("taken", new() { Reply = "reply.taken", Number = number });
                case 2:
                    await confirm.Run(member, number, new(reply.Count), key, cancellation);
                    return new("collected", new() { Reply = reply.Count is null ? "reply.collected.uncounted" : "reply.collected", Number = number, Count = reply.Count });
                case 3:
                    await nothing.Run(member, number, key, cancellation);
                    return new("nothing-found", new() { Reply = "reply.nothing-found", Number = number });
                default:
                    var next = await handBack.Run(member, number, null, key, cancellation);
                    return new("handed-back", new() { Reply = next is null ? "reply.asked-on.coordinator" : "reply.asked-on", Number = number, Name = next });
            }
        }
        catch (Refused refused) when (refused.Code is RefusalCode.TakenByOther or RefusalCode.NotNow or RefusalCode.NotFound or RefusalCode.Forbidden or RefusalCode.Invalid)
        {
            return refused.Code switch
            {
                RefusalCode.TakenByOther => new("taken-by-other", new() { Reply = "reply.other-has-it", Number = number, Name = refused.Who }),
                RefusalCode.NotNow => new("over", new() { Reply = "reply.over", Number = number }),
                _ => new("refused", new() { Reply = "reply.not-understood" }),
            };
        }
    }

    // A team that only receives sees a case; one that is asked to fetch, or may fetch what waits with its own rule's team, takes it.
    private static bool IsForSeeing(Actor member, CaseFacts facts) =>
        !Policies.Fetch.Admits(member)
        || facts.Pickup is null
        || (facts.Pickup == PickupStatus.Requested && facts.AskedTeamId != member.TeamId && facts.AskedTeamId is not null && facts.Status == ReportStatus.Received && facts.ReceivingTeamId == member.TeamId);
}
