namespace Tryghedsforum.Notifications.Delivery;

/// <summary>Asked right before a message would be sent, outside any transaction: is it still wanted, by whom, in which words?
/// It must be safe to ask twice.</summary>
internal delegate ValueTask<Outgoing> Prepare(Message message, CancellationToken cancellation);

/// <summary>The answer to <see cref="Prepare"/>.</summary>
internal abstract record Outgoing
{
    private Outgoing()
    {
    }

    /// <summary>Send it.</summary>
    /// <param name="Sender">The forum's number, or a messaging service ("MG…"); by e-mail the name that it comes from.</param>
    /// <param name="Address">The recipient's number in E.164, or e-mail address.</param>
    /// <param name="Body">The words; by e-mail the page (<see cref="MailPage"/>) that says them.</param>
    /// <param name="SealedBody">The words, sealed, to be kept with the message.</param>
    public sealed record Send(string Sender, string Address, string Body, byte[] SealedBody) : Outgoing
    {
        /// <summary>By e-mail: the address of ours by which the recipient stops such mails with one press; null: it was asked for, and there is nothing to stop.</summary>
        public string? StopAddress { get; init; }

        /// <summary>By SMS: what it counts as.</summary>
        public SmsCost? Cost { get; init; }
    }

    /// <summary>Send it another way.</summary>
    /// <param name="Lane">The queue that it belongs to.</param>
    public sealed record Move(Lane Lane) : Outgoing;

    /// <summary>Ask again then.</summary>
    /// <param name="Until">The time.</param>
    public sealed record HoldUntil(DateTimeOffset Until) : Outgoing;

    /// <summary>Do not send it.</summary>
    /// <param name="Reason">Why; one of <see cref="MessageReason"/>.</param>
    public sealed record Drop(string Reason) : Outgoing;
}

/// <summary>Why a message stands where it stands.</summary>
public static class MessageReason
{
    /// <summary>The time in which it would have helped is over.</summary>
    public const string Outdated = "outdated";

    /// <summary>The recipient has no number.</summary>
    public const string NoAddress = "no-address";

    /// <summary>The recipient said stop.</summary>
    public const string OptedOut = "opted-out";

    /// <summary>The recipient reads such things on the page.</summary>
    public const string OnPage = "on-page";

    /// <summary>The recipient hears of such things every so often.</summary>
    public const string InDigest = "in-digest";

    /// <summary>What it says is no longer so.</summary>
    public const string NotNeeded = "not-needed";

    /// <summary>What it would have told was taken back before it left.</summary>
    public const string Undone = "undone";

    /// <summary>What the SMS of this month may cost is used up.</summary>
    public const string Budget = "budget";

    /// <summary>The installation sends no SMS.</summary>
    public const string SmsOff = "sms-off";

    /// <summary>The installation sends no e-mail.</summary>
    public const string MailOff = "mail-off";

    /// <summary>A number of the demonstration range never goes to a real provider.</summary>
    public const string DemoNumber = "demo-number";

    /// <summary>The provider does not take the number.</summary>
    public const string Number = "number";

    /// <summary>The mail server does not take the address.</summary>
    public const string Address = "address";

    /// <summary>The provider refused the message.</summary>
    public const string Refused = "refused";

    /// <summary>The provider is busy or away; it is tried again.</summary>
    public const string Busy = "busy";

    /// <summary>The channel does not work because of its account or set-up; it waits.</summary>
    public const string Stopped = "stopped";

    /// <summary>The provider's answer was lost.</summary>
    public const string AnswerLost = "answer-lost";

    /// <summary>The program ended while it was being sent.</summary>
    public const string LeaseLost = "lease-lost";

    /// <summary>Nobody can tell whether it left, and its kind is not sent twice.</summary>
    public const string Unconfirmed = "unconfirmed";

    /// <summary>It comes from a backup, where it was not done; it may have left since, and is looked for, never sent.</summary>
    public const string Restored = "restored";

    /// <summary>The operator did not deliver it.</summary>
    public const string Carrier = "carrier";

    /// <summary>Its words could not be made; it is tried again.</summary>
    public const string NotPrepared = "not-prepared";
}
