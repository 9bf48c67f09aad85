using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;
using Xunit;

namespace Tryghedsforum.Kill.Tests;

/// <summary>The checker is fed a history in which all holds, and one broken history for each thing that must hold: each is seen red.</summary>
public sealed class CheckerTests
{
    private static readonly Guid Case = Guid.NewGuid();

    private static readonly Facts Whole = new()
    {
        Reports = [new("r1", Certainty.Ok, 1, 1), new("r2", Certainty.Fail, 0, 0), new("r3", Certainty.Info, 0, 1), new("r4", Certainty.Info, 0, 0)],
        Texts = [new("SM1", Certainty.Ok, 1, 1, true, 1)],
        Events = [Event(1, EventType.ReportReceived), Event(2, EventType.PickupRequested), Event(3, EventType.ReportAcknowledged), Event(4, EventType.PickupAccepted), Event(5, EventType.PickupCollected)],
        Cases = [new(Case, ReportStatus.Resolved, PickupStatus.Collected)],
        Cursors = new Dictionary<int, long> { [1] = 5 },
        Heads = new Dictionary<int, long> { [1] = 5 },
        Due = ["1/1/reporter.receipt/x", "1/2/crew.task/y"],
        Messages = [Message("1/1/reporter.receipt/x", MessageKind.ReporterReceipt), Message("1/2/crew.task/y", MessageKind.CrewTask), Message("inbound/z", MessageKind.InboundReply)],
        Lines = ["12:00:00 info: Message sent"],
        Marked = ["95112345"],
    };

    [Fact]
    public void A_history_in_which_all_holds_is_green() => Assert.Empty(Checker.Faults(Whole with { EventsBefore = [.. Whole.Events.Take(3)] }));

    [Fact]
    public void L1_an_answered_report_without_event_is_red() => Red("L1", Whole with { Reports = [new("r", Certainty.Ok, 1, 0)] });

    [Fact]
    public void L1_an_answered_report_with_two_events_is_red() => Red("L1", Whole with { Reports = [new("r", Certainty.Ok, 1, 2)] });

    [Fact]
    public void L1_an_answered_text_without_row_is_red() => Red("L1", Whole with { Texts = [new("SM1", Certainty.Ok, 1, 0)] });

    [Fact]
    public void L2_a_refused_report_with_an_event_is_red() => Red("L2", Whole with { Reports = [new("r", Certainty.Fail, 0, 1)] });

    [Fact]
    public void L3_a_cut_off_report_with_two_events_is_red() => Red("L3", Whole with { Reports = [new("r", Certainty.Info, 0, 2)] });

    [Fact]
    public void L3_two_answers_to_one_key_are_red() => Red("L3", Whole with { Reports = [new("r", Certainty.Ok, 2, 1)] });

    [Fact]
    public void L4_a_hole_in_the_numbers_is_red() => Red("L4", Whole with { Events = [.. Whole.Events.Where(e => e.Type != EventType.ReportAcknowledged)] });

    [Fact]
    public void L4_a_number_that_comes_twice_is_red() => Red("L4", Whole with { Events = [.. Whole.Events, Event(5, EventType.ReportAnswered)] });

    [Fact]
    public void L4_a_forum_that_counts_otherwise_than_its_log_is_red() => Red("L4", Whole with { Heads = new Dictionary<int, long> { [1] = 6 } });

    [Fact]
    public void L4_an_event_that_has_changed_is_red() => Red("L4", Whole with { EventsBefore = [Whole.Events[0] with { Text = "{}{}" }] });

    [Fact]
    public void L5_a_case_that_stands_elsewhere_than_its_events_say_is_red() => Red("L5", Whole with { Cases = [new(Case, ReportStatus.AwaitingPickup, PickupStatus.Collected)] });

    [Fact]
    public void L5_a_pickup_that_stands_elsewhere_than_its_events_say_is_red() => Red("L5", Whole with { Cases = [new(Case, ReportStatus.Resolved, PickupStatus.Accepted)] });

    [Fact]
    public void L7_a_planner_past_the_end_is_red() => Red("L7", Whole with { Cursors = new Dictionary<int, long> { [1] = 6 } });

    [Fact]
    public void L7_a_message_that_was_not_planned_is_red() => Red("L7", Whole with { Messages = [.. Whole.Messages.Skip(1)] });

    [Fact]
    public void L7_a_message_that_was_planned_twice_is_red() => Red("L7", Whole with { Messages = [.. Whole.Messages, Message("1/2/crew.task/y", MessageKind.CrewTask)] });

    [Fact]
    public void L7_a_message_that_follows_from_nothing_is_red() => Red("L7", Whole with { Messages = [.. Whole.Messages, Message("1/9/crew.task/y", MessageKind.CrewTask)] });

    [Fact]
    public void L7_a_message_that_carries_nothing_is_red() => Red("L7", Whole with { Messages = [.. Whole.Messages, Message("bundle/x", MessageKind.Bundle)] });

    [Theory]
    [InlineData(MessageState.Pending)]
    [InlineData(MessageState.Sending)]
    [InlineData(MessageState.Unknown)]
    [InlineData(MessageState.Carried)]
    public void L8_a_message_that_stays_under_way_is_red(MessageState state) =>
        Red("L8", Whole with { Messages = [Whole.Messages[0], Whole.Messages[1] with { State = state, Taken = 0 }, Whole.Messages[2]] });

    [Fact]
    public void L8_a_text_that_is_never_worked_on_is_red() => Red("L8", Whole with { Texts = [new("SM1", Certainty.Ok, 1, 1, IsDone: false)] });

    [Fact]
    public void L9_a_second_handover_that_the_policy_does_not_allow_is_red() =>
        Red("L9", Whole with { Messages = [Whole.Messages[0] with { Taken = 2, WasUnknown = true }, .. Whole.Messages.Skip(1)] });

    [Fact]
    public void L9_a_second_handover_of_a_message_that_was_never_unknown_is_red() =>
        Red("L9", Whole with { Messages = [Whole.Messages[0], Whole.Messages[1] with { Taken = 2 }, Whole.Messages[2]] });

    [Fact]
    public void L9_a_second_handover_that_is_explained_is_green() =>
        Assert.Empty(Checker.Faults(Whole with { Messages = [Whole.Messages[0], Whole.Messages[1] with { Taken = 2, WasUnknown = true }, Whole.Messages[2]] }));

    [Fact]
    public void L9_a_message_that_counts_as_delivered_and_was_never_taken_is_red() =>
        Red("L9", Whole with { Messages = [Whole.Messages[0] with { Taken = 0 }, .. Whole.Messages.Skip(1)] });

    [Fact]
    public void L9_two_answers_to_one_text_are_red() => Red("L9", Whole with { Texts = [new("SM1", Certainty.Ok, 1, 1, true, 2)] });

    [Fact]
    public void L10_a_number_in_an_event_is_red() => Red("L10", Whole with { Events = [Whole.Events[0] with { Text = "{\"to\":\"+4595112345\"}" }, .. Whole.Events.Skip(1)] });

    [Fact]
    public void L10_a_number_in_a_messages_arguments_is_red() => Red("L10", Whole with { Messages = [Whole.Messages[0] with { Arguments = "95112345" }, .. Whole.Messages.Skip(1)] });

    [Fact]
    public void L10_a_number_on_the_console_is_red() => Red("L10", Whole with { Lines = ["sent to +4595112345"] });

    private static void Red(string invariant, Facts broken)
    {
        var faults = Checker.Faults(broken);
        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.StartsWith(invariant, fault, StringComparison.Ordinal));
    }

    private static Happened Event(long seq, EventType type) => new(1, seq, Guid.NewGuid(), type, Case, null, "{}");

    private static Told Message(string key, string kind) => new(Guid.NewGuid(), key, kind, MessageState.Delivered, null, "{}", Taken: 1, WasUnknown: false);
}
