namespace Tryghedsforum.Notifications.Delivery;

/// <summary>A way out of the program. Which one a message takes, its lane says.</summary>
internal interface IChannel
{
    /// <summary>Why nothing goes out this way, as one of <see cref="MessageReason"/>; null: it does.</summary>
    string? Off { get; }

    /// <summary>Why nothing may go to this address, as one of <see cref="MessageReason"/>; null: it may.</summary>
    string? Forbids(string address);

    /// <summary>A keyed hash of address and words.</summary>
    byte[] Fingerprint(string address, string body);

    /// <summary>Hands a message over.</summary>
    Task<Handover> Send(Guid messageId, Outgoing.Send outgoing, TimeSpan validity);

    /// <summary>Looks in the provider's list for a message whose answer was lost; null: it is not there (a queued one may be missing), or there is no list.</summary>
    /// <param name="fingerprint">Of address and words.</param>
    /// <param name="address">The address, if it is still known.</param>
    /// <param name="since">When the call began.</param>
    /// <param name="taken">The sids that belong to other messages: the same words may have been sent twice on purpose.</param>
    Task<Handover.Accepted?> Find(byte[] fingerprint, string? address, DateTimeOffset since, Func<string, Task<bool>> taken);
}

/// <summary>The channels by lane.</summary>
internal sealed class Channels(SmsChannel sms, MailChannel mail)
{
    /// <summary>The channel that carries a lane.</summary>
    public IChannel Of(Lane lane) => lane is Lane.Mail ? mail : sms;
}
