using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Kill.Tests;

/// <summary>
/// Decides from facts alone whether everything holds that must hold, however often the program was killed. (L6, what open pages get, is the
/// catch-up tests' matter.)
/// </summary>
internal static class Checker
{
    /// <summary>What does not hold; empty when all does.</summary>
    public static IReadOnlyList<string> Faults(Facts facts) =>
        [.. Asked(facts), .. Log(facts), .. State(facts), .. Plan(facts), .. Outcomes(facts), .. Leaks(facts)];

    // L1 to L3 for reports, and the same for texts.
    private static IEnumerable<string> Asked(Facts facts)
    {
        foreach (var (what, asked) in facts.Reports.Select(r => ("report", r)).Concat(facts.Texts.Select(t => ("text", t))))
        {
            if (asked.Certainty == Certainty.Ok && asked.Found != 1) yield return $"L1: {what} {asked.Key} was answered, and is there {asked.Found} times";
            if (asked.Certainty == Certainty.Fail && asked.Found != 0) yield return $"L2: {what} {asked.Key} was refused, and is there {asked.Found} times";
            if (asked.Certainty == Certainty.Info && asked.Found > 1) yield return $"L3: {what} {asked.Key} was cut off, and is there {asked.Found} times";
            if (asked.Answers > 1) yield return $"L3: {what} {asked.Key} got {asked.Answers} different answers";
            if (!asked.IsDone) yield return $"L8: {what} {asked.Key} was never worked on to the end";
            if (asked.Replies > 1) yield return $"L9: {what} {asked.Key} was answered with {asked.Replies} messages";
        }
    }

    private static IEnumerable<string> Log(Facts facts)
    {
        foreach (var forum in facts.Events.GroupBy(e => e.Forum))
        {
            var numbers = forum.Select(e => e.Seq).Order().ToList();
            if (!numbers.SequenceEqual(Enumerable.Range(1, numbers.Count).Select(n => (long)n))) yield return $"L4: forum {forum.Key} counts {string.Join(' ', numbers)}";
            if (facts.Heads.GetValueOrDefault(forum.Key) != numbers[^1]) yield return $"L4: forum {forum.Key} says {facts.Heads.GetValueOrDefault(forum.Key)} and has {numbers[^1]}";
        }

        var now = facts.Events.ToHashSet();
        foreach (var before in facts.EventsBefore.Where(e => !now.Contains(e))) yield return $"L4: event {before.Seq} of forum {before.Forum} is no longer what it was";
    }

    private static IEnumerable<string> State(Facts facts)
    {
        var stories = facts.Events.ToLookup(e => e.Subject);
        foreach (var row in facts.Cases)
        {
            var (status, pickup) = Replay(stories[row.Id].OrderBy(e => e.Seq));
            if (status != row.Status || pickup != row.Pickup) yield return $"L5: case {row.Id} is {row.Status}/{row.Pickup}, its events say {status}/{pickup}";
        }
    }

    /// <summary>Where a case and its pickup stand after these events.</summary>
    internal static (ReportStatus? Status, PickupStatus? Pickup) Replay(IEnumerable<Happened> story)
    {
        (ReportStatus? Status, PickupStatus? Pickup) at = (null, null);
        foreach (var e in story)
        {
            at = e.Type switch
            {
                EventType.ReportReceived => (ReportStatus.Received, null),
                EventType.ReportAcknowledged => (at.Pickup is null ? ReportStatus.Acknowledged : ReportStatus.AwaitingPickup, at.Pickup),
                EventType.PickupRequested => (at.Status == ReportStatus.Acknowledged ? ReportStatus.AwaitingPickup : at.Status, PickupStatus.Requested),
                EventType.PickupAccepted => (at.Status, PickupStatus.Accepted),
                EventType.PickupHandedBack or EventType.PickupAskedOn => (at.Status, PickupStatus.Requested),
                EventType.PickupCollected => (ReportStatus.Resolved, PickupStatus.Collected),
                EventType.PickupNothingFound => (ReportStatus.Resolved, PickupStatus.NothingFound),
                EventType.ReportDismissed => (ReportStatus.Dismissed, at.Pickup),
                EventType.ReportClosed => (ReportStatus.Closed, at.Pickup),
                _ => at,
            };
        }

        return at;
    }

    private static IEnumerable<string> Plan(Facts facts)
    {
        foreach (var (forum, seq) in facts.Cursors)
        {
            if (seq > facts.Heads.GetValueOrDefault(forum)) yield return $"L7: the planner of forum {forum} is at {seq}, past its end {facts.Heads.GetValueOrDefault(forum)}";
        }

        var planned = facts.Messages.Where(m => !IsReply(m)).Select(m => m.PlanKey).ToList();
        foreach (var missing in facts.Due.Except(planned)) yield return $"L7: {missing} was not planned";
        foreach (var extra in planned.Except(facts.Due)) yield return $"L7: {extra} follows from nothing";
        foreach (var empty in facts.Messages.Where(m => m.Kind == MessageKind.Bundle && !facts.Messages.Any(part => part.CarriedBy == m.Id))) yield return $"L7: {empty.PlanKey} carries nothing";
        foreach (var twice in facts.Messages.GroupBy(m => m.PlanKey).Where(same => same.Count() > 1)) yield return $"L7: {twice.Key} was planned {twice.Count()} times";
    }

    private static bool IsReply(Told message) => message.Kind is MessageKind.InboundReply or MessageKind.CoordinatorAlarm or MessageKind.Bundle;

    private static IEnumerable<string> Outcomes(Facts facts)
    {
        foreach (var message in facts.Messages)
        {
            var policy = KindPolicy.Of(message.Kind);
            if (!IsOutcome(message, policy)) yield return $"L8: {message.Kind} {message.Id} stays {message.State} ({message.Reason})";
            if (message.Taken > 1 && !(policy.AtLeastOnce && message.WasUnknown)) yield return $"L9: {message.Kind} {message.Id} was taken {message.Taken} times";
            if (message.State is MessageState.Delivered or MessageState.Sent && message.Taken == 0) yield return $"L9: {message.Kind} {message.Id} is {message.State}, and was never taken";
        }
    }

    // What may be sent at most once, and perhaps was, ends so: on the list of what did not arrive, for a human.
    private static bool IsOutcome(Told message, KindPolicy policy) => message.State switch
    {
        MessageState.Delivered or MessageState.Sent or MessageState.Failed or MessageState.Undelivered or MessageState.Dropped => true,
        MessageState.Unknown => !policy.AtLeastOnce && message is { Reason: MessageReason.Unconfirmed, Taken: 0 },
        _ => false,
    };

    private static IEnumerable<string> Leaks(Facts facts)
    {
        var places = facts.Events.Select(e => ($"event {e.Seq}", e.Text)).Concat(facts.Messages.Select(m => ($"message {m.Id}", m.Arguments + m.PlanKey))).Concat(facts.Lines.Select(l => ("the console", l)));
        foreach (var (place, text) in places)
        {
            if (facts.Marked.FirstOrDefault(marked => text.Contains(marked, StringComparison.OrdinalIgnoreCase)) is { } found) yield return $"L10: {place} holds {found}";
        }
    }
}
