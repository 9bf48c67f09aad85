using Tryghedsforum.Api.Events;

namespace Tryghedsforum.Api.Summaries;

/// <summary>Counts promises by <see cref="Definition.Promises"/>, from the log alone: whether somebody noticed in time that one had passed changes nothing.</summary>
internal static class PromiseTally
{
    /// <summary>How many were kept and missed in a time.</summary>
    public static (int Kept, int Missed) Count(IEnumerable<LedgerStep> steps, MonthBounds bounds)
    {
        var (kept, missed) = (0, 0);
        foreach (var pickup in steps.GroupBy(step => step.Data.Pickup))
        {
            var (more, late) = Count(pickup, bounds.From, bounds.Until);
            (kept, missed) = (kept + more, missed + late);
        }

        return (kept, missed);
    }

    private static (int Kept, int Missed) Count(IEnumerable<LedgerStep> pickup, DateTimeOffset from, DateTimeOffset until)
    {
        var (kept, missed, promised) = (0, 0, (DateTimeOffset?)null);
        foreach (var step in pickup)
        {
            Pass(step.At);
            switch (step.Type)
            {
                case EventType.PickupRequested or EventType.PickupPromised or EventType.PickupLate:
                    // A case that is ordered anew when its time is over has nobody's promise left: it is missed then, not in a month that was counted before.
                    promised = step.Data.Before > step.At ? step.Data.Before : step.At;
                    break;
                case EventType.PickupCollected or EventType.PickupNothingFound:
                    if (promised is not null && step.At >= from) kept++;
                    promised = null;
                    break;
                default:
                    promised = null;
                    break;
            }
        }

        Pass(until);
        return (kept, missed);

        void Pass(DateTimeOffset now)
        {
            if (promised is not { } time || time >= now) return;
            if (time >= from) missed++;
            promised = null;
        }
    }
}
