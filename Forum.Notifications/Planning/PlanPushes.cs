using Tryghedsforum.Api.Members;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>Plans, beside the messages to members, what their devices show, in the same transaction. It takes nothing from any message.</summary>
internal sealed class PlanPushes(NotificationsDb db, ReadPushDevices devices, PushSettings settings)
{
    // Asked for once a round: a device that is added meanwhile hears of what comes next.
    private readonly Dictionary<int, ILookup<Guid, Guid>> known = [];

    /// <summary>Plans them for one message, which has been told when it goes.</summary>
    public async Task Beside(Message message, CancellationToken cancellation)
    {
        if (!settings.IsOn || message.Recipient.Split(':') is not ["member", var id]) return;
        if (!known.TryGetValue(message.ForumId, out var members)) known[message.ForumId] = members = await devices.Of(Actor.Program(message.ForumId), cancellation);
        foreach (var device in members[Guid.Parse(id)]) db.Pushes.Add(Push.Beside(message, device));
    }
}
