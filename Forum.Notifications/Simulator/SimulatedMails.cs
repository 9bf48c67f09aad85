using MimeKit;

namespace Tryghedsforum.Notifications.Simulator;

/// <summary>A mail that the simulated mail server has taken.</summary>
/// <param name="Id">Its Message-Id.</param>
/// <param name="To">The address that it went to.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Text">The words.</param>
/// <param name="At">When it was sent.</param>
public sealed record SimulatedMail(string Id, string To, string Subject, string Text, DateTimeOffset At);

/// <summary>The mails of the simulated mail server, for the page and for tests. No real mailbox gets anything.</summary>
public sealed class SimulatedMails
{
    private readonly SimulatorLedger ledger;

    internal SimulatedMails(SimulatorLedger ledger) => this.ledger = ledger;

    /// <summary>All of them, the newest first.</summary>
    public IReadOnlyList<SimulatedMail> List() => [.. ledger.Mails.OrderByDescending(mail => mail.At)];

    /// <summary>One mailbox, oldest first.</summary>
    public IReadOnlyList<SimulatedMail> To(string address) => [.. ledger.Mails.Where(mail => string.Equals(mail.To, address, StringComparison.OrdinalIgnoreCase)).OrderBy(mail => mail.At)];

    internal void Take(MimeMessage mail) => ledger.KeepMail(new(mail.MessageId!, mail.To.Mailboxes.Single().Address, mail.Subject ?? "", mail.TextBody ?? "", mail.Date));
}
