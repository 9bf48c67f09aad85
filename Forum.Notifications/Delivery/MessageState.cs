namespace Tryghedsforum.Notifications.Delivery;

/// <summary>Where a message stands.</summary>
public enum MessageState
{
    /// <summary>Waits for its time, or for the next attempt.</summary>
    Pending,

    /// <summary>A worker has it, until its lease runs out.</summary>
    Sending,

    /// <summary>Perhaps handed over, perhaps not: to be settled by a receipt, by the provider's list, or by the kind's policy.</summary>
    Unknown,

    /// <summary>Handed over; how far it came, says the rank of the newest receipt. Some operators never send one.</summary>
    Sent,

    /// <summary>The operator says that the phone has it.</summary>
    Delivered,

    /// <summary>The operator says that it did not reach the phone.</summary>
    Undelivered,

    /// <summary>Refused by the provider, for good.</summary>
    Failed,

    /// <summary>Not sent: no longer wanted, too old, or nobody to send it to.</summary>
    Dropped,

    /// <summary>Its words went into a message that carries several: it stands where that one stands.</summary>
    Carried,
}
