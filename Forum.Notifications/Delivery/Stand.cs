using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>Where a message stands: what goes together with others stands where the one stands that carries it, unless it was left out.</summary>
internal sealed class Stand
{
    /// <summary>Its own row.</summary>
    public required Message Own { get; init; }

    /// <summary>The row that says how far it came.</summary>
    public required Message At { get; init; }

    /// <summary>Where each of these stands.</summary>
    public static IQueryable<Stand> Of(NotificationsDb db, IQueryable<Message> messages) =>
        from own in messages.AsNoTracking()
        join carrier in db.Messages.AsNoTracking() on own.BundleId equals (Guid?)carrier.Id into carriers
        from carrier in carriers.DefaultIfEmpty()
        select new Stand { Own = own, At = carrier == null || own.State == MessageState.Dropped ? own : carrier };
}
