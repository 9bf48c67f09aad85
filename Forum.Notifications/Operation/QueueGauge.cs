using System.Diagnostics.Metrics;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Operation;

/// <summary>
/// What an operator's own measuring system is told of the queues: how many messages wait, and for how long the oldest of those that are due. The figures are
/// those of the last look; a measuring system never asks the database.
/// </summary>
internal sealed class QueueGauge
{
    private IReadOnlyDictionary<Lane, (int Waiting, double Seconds)> seen = new Dictionary<Lane, (int, double)>();

    public QueueGauge(IMeterFactory meters)
    {
        var meter = meters.Create(DeliveryMeter.Name);
        meter.CreateObservableGauge("forum.queue.waiting", () => Of(one => (long)one.Waiting), "{message}", "Messages that are due and have not left.");
        meter.CreateObservableGauge("forum.queue.oldest", () => Of(one => one.Seconds), "s", "For how long the oldest message that is due has waited.");
    }

    /// <summary>Looks at the queues.</summary>
    public async Task Look(NotificationsDb db, DateTimeOffset now, CancellationToken cancellation)
    {
        var next = new Dictionary<Lane, (int, double)>();
        foreach (var lane in Enum.GetValues<Lane>())
        {
            var view = await ReadOperation.Of(db, lane, now, cancellation);
            next[lane] = (view.Waiting, view.OldestDue is { } since ? (now - since).TotalSeconds : 0);
        }

        seen = next;
    }

    private IEnumerable<Measurement<T>> Of<T>(Func<(int Waiting, double Seconds), T> figure)
        where T : struct => seen.Select(lane => new Measurement<T>(figure(lane.Value), new KeyValuePair<string, object?>("lane", lane.Key.ToString())));
}
