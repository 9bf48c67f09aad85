using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Simulator;

/// <summary>A text on a simulated phone.</summary>
/// <param name="Sid">The telephone company's id.</param>
/// <param name="IsMine">The phone sent it.</param>
/// <param name="Other">The number at the other end.</param>
/// <param name="Body">The words.</param>
/// <param name="At">When.</param>
/// <param name="Status">Twilio's status: queued, sent, delivered, undelivered, received …</param>
/// <param name="IsConfirmed">Nothing more is to come: the program has been told all.</param>
public sealed record Bubble(string Sid, bool IsMine, string Other, string Body, DateTimeOffset At, string Status, bool IsConfirmed);

/// <summary>A simulated phone.</summary>
/// <param name="Number">Its number, E.164.</param>
/// <param name="Bubbles">Its texts, oldest first.</param>
public sealed record SimulatedPhone(string Number, IReadOnlyList<Bubble> Bubbles);

/// <summary>The phones of the simulated telephone company, for the page and for tests. No real phone gets anything.</summary>
public sealed class SimulatedPhones
{
    // The words that Twilio itself obeys, as the whole message.
    private static readonly string[] Stop = ["STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL"];
    private static readonly string[] Start = ["START", "YES", "UNSTOP"];
    private readonly SimulatorLedger ledger;
    private readonly SimulatorFaults faults;
    private readonly SimulatedCallbacks callbacks;
    private readonly SmsSettings settings;
    private readonly TimeProvider time;

    internal SimulatedPhones(SimulatorLedger ledger, SimulatorFaults faults, SimulatedCallbacks callbacks, SmsSettings settings, TimeProvider time) =>
        (this.ledger, this.faults, this.callbacks, this.settings, this.time) = (ledger, faults, callbacks, settings, time);

    /// <summary>Whether this program is its own telephone company; if not, there are no phones.</summary>
    public bool IsOn => settings.IsSimulated;

    /// <summary>How the telephone company answers.</summary>
    public AnswerFault Answer => faults.Answer;

    /// <summary>How the telephone company calls back.</summary>
    public CallbackFault Callback => faults.Callback;

    /// <summary>Grows with every change.</summary>
    public long Version => ledger.Version;

    /// <summary>All phones that have a text; the one with the newest text first.</summary>
    public IReadOnlyList<SimulatedPhone> List() =>
    [
        .. ledger.Messages
            .GroupBy(m => m.Inbound ? m.From : m.To)
            .Select(phone => new SimulatedPhone(phone.Key, [.. phone.Select(m =>
                new Bubble(m.Sid, m.Inbound, m.Inbound ? m.To : m.From, m.Body, m.Created, m.Status, m.Steps.Count == 0))]))
            .OrderByDescending(phone => phone.Bubbles[^1].At),
    ];

    /// <summary>One phone's texts, oldest first.</summary>
    public IReadOnlyList<Bubble> Texts(string number) => List().FirstOrDefault(phone => phone.Number == number)?.Bubbles ?? [];

    /// <summary>Sends a text from a phone to a number of the program; it is posted to the program a moment later. Answers its MessageSid.</summary>
    public string SendText(string from, string to, string body)
    {
        var word = body.Trim().ToUpperInvariant();
        var type = Stop.Contains(word) ? "STOP" : Start.Contains(word) ? "START" : null;
        var now = time.GetUtcNow();
        var post = new SimulatedStep("received", true);
        var text = new SimulatedMessage
        {
            Sid = SimulatedMessage.NewSid(), From = from, To = to, Body = body, Inbound = true, OptOutType = type, Status = "received",
            Callback = settings.Public("/sms/inbound").AbsoluteUri, Created = now, Updated = now,
            Steps = faults.Callback is CallbackFault.Duplicate ? [post, post] : [post],
        };
        if (type is not null) ledger.KeepOptOut(from, to, type == "STOP");
        ledger.Keep(text);
        if (type is not null) AnswerOptOut(from, to, type == "STOP");
        callbacks.Carry(text.Sid);
        return text.Sid;
    }

    /// <summary>Sets how the telephone company behaves from now on.</summary>
    public void Set(AnswerFault answer, CallbackFault callback = CallbackFault.None)
    {
        (faults.Answer, faults.Callback) = (answer, callback);
        ledger.Touch();
    }

    /// <summary>Returns when there is a newer <see cref="Version"/> than the one seen.</summary>
    public Task WaitForChange(long seen, CancellationToken cancellation) => ledger.WaitForChange(seen, cancellation);

    // Twilio answers stop and start words itself; the program must not do it a second time.
    private void AnswerOptOut(string phone, string number, bool isStop)
    {
        var now = time.GetUtcNow();
        ledger.Keep(new()
        {
            Sid = SimulatedMessage.NewSid(), From = number, To = phone, Status = "delivered", Created = now, Updated = now, Sent = now,
            Body = isStop
                ? "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe."
                : "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe.",
        });
    }
}
