using System.Diagnostics.Metrics;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>What an operator's own measuring system is told of sending: figures by queue, of all forums together, and nothing that names anybody.</summary>
internal sealed class DeliveryMeter
{
    /// <summary>The name that a measuring system knows the program's own figures by.</summary>
    public const string Name = "Tryghedsforum";

    private readonly Histogram<double> handover;
    private readonly Counter<long> attempts;

    public DeliveryMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        handover = meter.CreateHistogram("forum.message.handover", "s", "From what set a message off to its handing over to the provider.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2, 3, 5, 10, 30, 60, 300, 3600] });
        attempts = meter.CreateCounter<long>("forum.message.attempts", "{attempt}", "Attempts at messages, by what came of them.");
    }

    /// <summary>An attempt has come to an end.</summary>
    public void Note(Message message, MessageState state, DateTimeOffset now)
    {
        KeyValuePair<string, object?> lane = new("lane", message.Lane.ToString());
        attempts.Add(1, lane, new("state", state.ToString()));
        if (state is MessageState.Sent or MessageState.Delivered) handover.Record((now - message.DueAt).TotalSeconds, lane);
    }
}
