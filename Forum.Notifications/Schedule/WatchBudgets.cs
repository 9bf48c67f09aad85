using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;

namespace Tryghedsforum.Notifications.Schedule;

/// <summary>
/// Looks whether the SMS of a month near what they may cost, or have reached it, and has the coordinators told, each time once a month: first the event,
/// then the mark. What was broken off between the two is said again, and told once.
/// </summary>
internal sealed class WatchBudgets(ReadForum forums, ReadBudget read, NoteBudget note, SmsUses uses)
{
    /// <summary>Looks at every forum; answers how much was said.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var said = 0;
        foreach (var id in await forums.Ids(cancellation))
        {
            var settings = await forums.ById(id, cancellation);
            if (settings.Forum is { BudgetNews: null, BudgetCodes: null, BudgetAlerts: null }) continue;
            var (lines, month) = await read.Of(settings, cancellation);
            foreach (var (line, told) in lines)
            {
                var reached = line.IsFull ? Budgets.Full : line.IsNear ? Budgets.Near : 0;
                if (reached <= told) continue;
                await note.Run(Actor.Program(id), new(month, line.Purse, reached), cancellation);
                await uses.Tell(id, Budgets.Of(month), line.Purse.ToString(), reached, cancellation);
                said++;
            }
        }

        return said;
    }
}
