using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Tryghedsforum.Testing;

/// <summary>A real mail server on a free port of this machine. What it takes stays in memory.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Task running;

    private MailServer(X509Certificate2? certificate, string? password)
    {
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new(IPAddress.Loopback, Port)).AllowUnsecureAuthentication(true).AuthenticationRequired(password is not null);
            if (certificate is not null) endpoint.Certificate(certificate);
        }).Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add((IMessageStore)new Store(this));
        services.Add((IMailboxFilter)new Filter(this));
        if (password is not null) services.Add((IUserAuthenticator)new DelegatingUserAuthenticator((_, given) => given == password));
        running = new SmtpServer.SmtpServer(options, services).StartAsync(stopping.Token);
    }

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    public int Port { get; } = PostgresServer.FreePort();

    /// <summary>What it has taken, in this order.</summary>
    public ConcurrentQueue<MimeMessage> Mails { get; } = new();

    /// <summary>The status with which it refuses a recipient; null: none.</summary>
    public int? RefusesRecipient { get; set; }

    /// <summary>The status with which it refuses the sender; null: none.</summary>
    public int? RefusesSender { get; set; }

    /// <summary>The status with which it answers the mail itself; null: it takes it.</summary>
    public int? RefusesMail { get; set; }

    /// <summary>It takes the mail and is gone before it says so.</summary>
    public bool DropsAfterData { get; set; }

    /// <summary>The settings of a program that sends by it.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Email:Provider"] = "Smtp", ["Email:Host"] = "127.0.0.1", ["Email:Port"] = $"{Port}", ["Email:From"] = "forum@tryg.example",
    };

    /// <summary>Starts it.</summary>
    /// <param name="certificate">It can do STARTTLS with this one.</param>
    /// <param name="password">It asks for a password.</param>
    public static MailServer Start(X509Certificate2? certificate = null, string? password = null) => new(certificate, password);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
    }

    private static void Refuse(int? status)
    {
        if (status is { } code) throw new SmtpResponseException(new SmtpResponse((SmtpReplyCode)code, "no"), quit: code == 421);
    }

    private sealed class Store(MailServer server) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            if (server.RefusesMail is { } code) return new((SmtpReplyCode)code, "no");
            using var bytes = new MemoryStream(buffer.ToArray());
            server.Mails.Enqueue(await MimeMessage.LoadAsync(bytes, cancellationToken));
            if (server.DropsAfterData) context.Pipe.Dispose();
            return SmtpResponse.Ok;
        }
    }

    private sealed class Filter(MailServer server) : MailboxFilter
    {
        public override Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken)
        {
            Refuse(server.RefusesSender);
            return Task.FromResult(true);
        }

        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken)
        {
            Refuse(server.RefusesRecipient);
            return Task.FromResult(true);
        }
    }
}
