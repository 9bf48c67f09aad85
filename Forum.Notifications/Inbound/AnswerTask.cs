using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Planning;

namespace Tryghedsforum.Notifications.Inbound;

/// <summary>What came of a text.</summary>
/// <param name="Outcome">As a code, for the record.</param>
/// <param name="Reply">What the sender is answered; null: nothing (the telephone company answers STOP itself).</param>
/// <param name="IsForHuman">Nothing was made of it: somebody must read it.</param>
internal sealed record TextOutcome(string Outcome, MessageArguments? Reply = null, bool IsForHuman = false);

/// <summary>Which case a text means: found once, and kept before anything is done, so that a text that is taken up again means the same.</summary>
/// <param name="Case">What was found before; null: nothing yet.</param>
/// <param name="Settle">Keeps what was found.</param>
internal sealed record TextMeaning(Guid? Case, Func<Guid, Task> Settle);

/// <summary>
/// Carries out what a crew's or a team's answer asks for. The sender's number is a claim, so answers do only what is reversible and visible,
/// and nothing is ever read out.
/// </summary>
internal sealed class AnswerTask(TaskLetters letters, DescribeCase describe, AcceptPickup accept, ConfirmCollected confirm, ReportNothingFound nothing, HandBackPickup handBack, AcknowledgeReport acknowledge, TimeProvider time)
{
    /// <summary>Carries out "1", "2 7", "A3" … of a member.</summary>
    /// <param name="member">Whose phone it is.</param>
    /// <param name="phoneHash">The phone.</param>
    /// <param name="reply">What was answered.</param>
    /// <param name="text">The text.</param>
    /// <param name="asked">The report of the phone's own about which it was asked something: a digit alone may answer that.</param>
    /// <param name="meaning">Which case it means.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null: it is no answer to a task.</returns>
    public async Task<TextOutcome?> Run(Actor member, string phoneHash, SmsCommand.CrewReply reply, InboundSms text, Guid? asked, TextMeaning meaning, CancellationToken cancellation)
    {
        var tasks = await Tasks(member, phoneHash, text.ReceivedAt, cancellation);
        var meant = meaning.Case is { } known ? tasks.Where(task => task.Letter.SubjectId == known).Take(1).ToList() : Meant(member, tasks, reply);
        // Taken up again, it answers its own report again.
        if (meaning.Case is not null && meant.Count == 0) return null;
        if (asked is { } own && reply.Letter is null)
        {
            // With its letter a task is answered, and with more than a digit the question.
            if (meant.Exists(task => task.Letter.ClosedAt is null)) return Choose(meant);
            await meaning.Settle(own);
            return null;
        }

        switch (meant.Count)
        {
            case 0:
                return new("no-task", new() { Reply = reply.Letter is null ? "reply.nothing-open" : "reply.not-understood" });
            case 1:
                await meaning.Settle(meant[0].Letter.SubjectId);
                return await Carry(member, meant[0], reply, text.MessageSid, cancellation);
            default:
                return Choose(meant);
        }
    }

    private static TextOutcome Choose(List<PhoneTask> meant) => new("several-tasks", new() { Reply = "reply.choose", Choices = [.. meant.Select(task => task.Letter.SubjectId)] });

    // However late it is worked on, it answers what the phone knew when it was sent.
    private async Task<IReadOnlyList<PhoneTask>> Tasks(Actor member, string phoneHash, DateTimeOffset sent, CancellationToken cancellation)
    {
        var known = (await letters.Of(member.ForumId, phoneHash, time.GetUtcNow(), cancellation)).Where(letter => letter.OpenedAt <= sent).ToList();
        var asked = await letters.AskedToFetch(member.ForumId, member.MemberId!.Value, [.. known.Select(letter => letter.SubjectId)], sent, cancellation);
        var tasks = new List<PhoneTask>();
        foreach (var letter in known)
            tasks.Add(new(letter, await describe.Run(Actor.Program(member.ForumId), letter.SubjectId, cancellation), asked.Contains(letter.SubjectId) && Policies.Fetch.Admits(member)));
        return tasks;
    }

    private static List<PhoneTask> Meant(Actor member, IReadOnlyList<PhoneTask> tasks, SmsCommand.CrewReply reply)
    {
        // A letter that came round again after a day means its newest task.
        if (reply.Letter is { } named) return [.. tasks.Where(task => task.Letter.Letter == named).OrderByDescending(task => task.Letter.OpenedAt).Take(1)];
        var answerable = tasks.Where(task => task.Letter.ClosedAt is null && IsAnswerable(member, task, reply.Digit)).ToList();
        // Nothing can be answered any more: if the phone has had one task today, it is told how that one ended. One that others were asked to fetch has not.
        return answerable.Count == 0 && tasks is [{ } only] && (only.Asked || only.Facts.Pickup is not PickupStatus.Requested || reply.Digit is 1) ? [only] : answerable;
    }

    // "1" is "seen" to those who were told, and "mine" to those who were asked; the other digits speak of fetching only.
    private static bool IsAnswerable(Actor member, PhoneTask task, int digit) => (task.Asked, task.Facts.Pickup, digit) switch
    {
        (false, _, 1) => task.Facts.Status == ReportStatus.Received,
        (true, PickupStatus.Requested, 4) => task.Facts.AskedTeamId == member.TeamId,
        (true, PickupStatus.Requested, _) => true,
        (_, PickupStatus.Accepted, not 1) => task.Facts.TakenByTeamId == member.TeamId && Policies.Fetch.Admits(member),
        _ => false,
    };

    private async Task<TextOutcome> Carry(Actor member, PhoneTask task, SmsCommand.CrewReply reply, string key, CancellationToken cancellation)
    {
        var number = task.Facts.Number;
        try
        {
            switch (reply.Digit)
            {
                case 1 when !task.Asked || task.Facts.Pickup is null:
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
                // It has been asked on already, by silence or by a colleague: said once more, nothing moves.
                case 4 when task.Facts.Pickup == PickupStatus.Requested && task.Facts.AskedTeamId != member.TeamId:
                    return new("asked-on-before", new() { Reply = AskedOn(task.Facts.AskedTeamId is null), Number = number, Asked = task.Facts.AskedTeamId });
                default:
                    var next = await handBack.Run(member, number, null, key, cancellation);
                    return new("handed-back", new() { Reply = AskedOn(next is null), Number = number, Name = next });
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

    private static string AskedOn(bool coordinator) => coordinator ? "reply.asked-on.coordinator" : "reply.asked-on";

    private sealed record PhoneTask(TaskLetter Letter, CaseFacts Facts, bool Asked);
}
