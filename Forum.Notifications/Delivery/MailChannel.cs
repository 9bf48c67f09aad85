using System.Security.Cryptography;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Tryghedsforum.Notifications.Simulator;

namespace Tryghedsforum.Notifications.Delivery;

/// <summary>E-mail through a mail server. What it has taken is sent; there is no list to look in afterwards and no receipt.</summary>
internal sealed class MailChannel(EmailSettings settings, SimulatedMails simulator, TimeProvider time) : IChannel
{
    // SMTP has no numbers for what the server did not say itself.
    private const int NoStartTls = 523, BadCertificate = 525, WrongPassword = 535, NeedsPassword = 530;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    /// <inheritdoc/>
    public string? Off => settings.Provider is EmailProvider.None ? MessageReason.MailOff : null;

    /// <inheritdoc/>
    public string? Forbids(string address) => null;

    /// <inheritdoc/>
    // Nothing is ever looked for by it, so nobody else needs the key.
    public byte[] Fingerprint(string address, string body) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(address + "\n" + body));

    /// <inheritdoc/>
    public async Task<Handover> Send(Guid messageId, Outgoing.Send outgoing, TimeSpan validity)
    {
        if (Compose(messageId, outgoing) is not { } mail) return new Handover.Refused(MessageReason.Address, 0);
        if (settings.Provider is not EmailProvider.Simulator) return await Post(mail);
        simulator.Take(mail);
        return Taken(mail);
    }

    /// <inheritdoc/>
    public Task<Handover.Accepted?> Find(byte[] fingerprint, string? address, DateTimeOffset since, Func<string, Task<bool>> taken) => Task.FromResult<Handover.Accepted?>(null);

    // Null: no mail can be addressed so.
    private MimeMessage? Compose(Guid messageId, Outgoing.Send outgoing)
    {
        // Read back it is the same, or nobody knows who would get it; a domain with letters of its own has two spellings.
        if (!MailboxAddress.TryParse(outgoing.Address, out var to) || (to.Address != outgoing.Address && to.GetAddress(idnEncode: true) != outgoing.Address)) return null;
        var from = MailboxAddress.Parse(settings.From);
        var page = new MailPage(outgoing.Body);
        var mail = new MimeMessage(
            [new MailboxAddress(OneLine(outgoing.Sender), from.Address)], [to], OneLine(page.Subject), new BodyBuilder { TextBody = page.Text, HtmlBody = outgoing.Body }.ToMessageBody())
        {
            Date = time.GetUtcNow(), MessageId = $"{messageId:N}@{from.Domain}",
        };
        // Away messages need no answer.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        // One press in the reader's mail program is enough (RFC 8058); opening the address changes nothing.
        if (outgoing.StopAddress is { } stop)
        {
            mail.Headers.Add(HeaderId.ListUnsubscribe, $"<{stop}>");
            mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        return mail;
    }

    private async Task<Handover> Post(MimeMessage mail)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        var letter = new Progress();
        // As with every other server that the program calls: whether a certificate was called back is not asked on the way.
        using var server = new SmtpClient { CheckCertificateRevocation = false, Timeout = (int)Patience.TotalMilliseconds };
        if (await Open(server, patience.Token) is { } closed) return closed;
        try
        {
            await server.SendAsync(mail, patience.Token, letter);
            await Leave(server, patience.Token);
            return Taken(mail);
        }
        catch (SmtpCommandException refused)
        {
            return Refusal(refused);
        }
        catch (ServiceNotAuthenticatedException)
        {
            return new Handover.Stopped(NeedsPassword, null);
        }
        catch (NotSupportedException)
        {
            // Letters in the address that this server does not know.
            return new Handover.Refused(MessageReason.Address, 0);
        }
#pragma warning disable CA1031 // Whatever broke off: as soon as the first byte of the mail was given away, it may have arrived.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return letter.HasBegun ? new Handover.Lost(failure.GetType().Name) : new Handover.Later(null, null);
        }
    }

    // Null: open.
    private async Task<Handover?> Open(SmtpClient server, CancellationToken cancellation)
    {
        try
        {
            await server.ConnectAsync(settings.Host, settings.Port, Line(settings.Security), cancellation);
            if (settings.User.Length > 0) await server.AuthenticateAsync(settings.User, settings.Password, cancellation);
            return null;
        }
        catch (SmtpCommandException refused)
        {
            return IsForNow(refused) ? new Handover.Later((int)refused.StatusCode, null) : new Handover.Stopped((int)refused.StatusCode, null);
        }
        catch (AuthenticationException)
        {
            return new Handover.Stopped(WrongPassword, null);
        }
        catch (SslHandshakeException)
        {
            return new Handover.Stopped(BadCertificate, null);
        }
        catch (NotSupportedException)
        {
            return new Handover.Stopped(NoStartTls, null);
        }
#pragma warning disable CA1031 // Nothing was said yet: it is surely not taken.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new Handover.Later(null, null);
        }
    }

    private static Handover Refusal(SmtpCommandException refused)
    {
        var code = (int)refused.StatusCode;
        if (IsForNow(refused)) return new Handover.Later(code, null);
        return refused.ErrorCode switch
        {
            SmtpErrorCode.RecipientNotAccepted => new Handover.Refused(MessageReason.Address, code),
            // Our own address is not taken: no mail would be.
            SmtpErrorCode.SenderNotAccepted => new Handover.Stopped(code, null),
            _ => new Handover.Refused(MessageReason.Refused, code),
        };
    }

    // Taken is taken, however the server takes leave.
    private static async Task Leave(SmtpClient server, CancellationToken cancellation)
    {
        try
        {
            await server.DisconnectAsync(quit: true, cancellation);
        }
#pragma warning disable CA1031
        catch (Exception)
#pragma warning restore CA1031
        {
            // Gone without a word.
        }
    }

    private static Handover.Accepted Taken(MimeMessage mail) => new(mail.MessageId!.Split('@')[0], "sent", null);

    private static bool IsForNow(SmtpCommandException refused) => (int)refused.StatusCode is >= 400 and < 500;

    private static SecureSocketOptions Line(EmailSecurity security) => security switch
    {
        EmailSecurity.StartTls => SecureSocketOptions.StartTls,
        EmailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    private static string OneLine(string words) => string.Concat(words.Select(letter => char.IsControl(letter) ? ' ' : letter));

    private sealed class Progress : ITransferProgress
    {
        public bool HasBegun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => HasBegun = true;

        public void Report(long bytesTransferred) => HasBegun = true;
    }
}
