using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Delivery;

/// <summary>E-mail through a real mail server: what each of its answers makes of a message.</summary>
public sealed class MailTests
{
    private const string Asta = "asta.lindvig@post.example";
    private const string Page = "<!doctype html><html lang=\"da\"><head><title>Din kode til Tryghedsforum Ærø</title></head><body><p>Din kode er 123456.</p><p lang=\"en\">Your code is 123456.</p></body></html>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_mail_that_the_server_has_taken_is_sent_once_with_words_for_those_who_read_no_HTML(DatabaseKind kind)
    {
        await using var server = MailServer.Start();
        await using var host = await Host(kind, server);
        var id = await Plan(host);
        await host.RunOnce();
        await host.RunOnce();
        var (message, mail) = (await host.Find(id), Assert.Single(server.Mails));
        Assert.Equal((MessageState.Sent, null, null, id.ToString("N")), (message.State, message.Reason, message.NextTryAt, message.ProviderSid));
        Assert.Equal((Asta, "Tryghedsforum Ærø", "forum@tryg.example", "Din kode til Tryghedsforum Ærø"),
            (mail.To.Mailboxes.Single().Address, mail.From.Mailboxes.Single().Name, mail.From.Mailboxes.Single().Address, mail.Subject));
        Assert.Equal("Din kode er 123456.\n\nYour code is 123456.", mail.TextBody!.ReplaceLineEndings("\n").Trim());
        Assert.Contains("<p>Din kode er 123456.</p>", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.DoesNotContain(host.Log.All, line => line.Contains("asta", StringComparison.OrdinalIgnoreCase) || line.Contains("123456", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_domain_with_letters_of_its_own_may_be_written_in_either_way()
    {
        await using var server = MailServer.Start();
        await using var host = await Host(DatabaseKind.Sqlite, server);
        host.Prepares = message => new(new Outgoing.Send("Tryghedsforum Ærø", "mette@xn--blbr-roah.example", "<title>Kode</title><p>123456</p>", [1]));
        var id = await Plan(host);
        await host.RunOnce();
        Assert.Equal(MessageState.Sent, (await host.Find(id)).State);
        Assert.Single(server.Mails);
    }

    [Theory]
    [InlineData(421, MessageState.Pending, MessageReason.Busy)]
    [InlineData(450, MessageState.Pending, MessageReason.Busy)]
    [InlineData(550, MessageState.Failed, MessageReason.Address)]
    [InlineData(553, MessageState.Failed, MessageReason.Address)]
    public async Task A_recipient_that_is_not_taken_now_is_tried_again_and_one_that_never_is_has_failed(int status, MessageState state, string reason)
    {
        await using var server = MailServer.Start();
        await using var host = await Host(DatabaseKind.Sqlite, server);
        server.RefusesRecipient = status;
        var id = await Plan(host);
        await host.RunOnce();
        var message = await host.Find(id);
        Assert.Equal((state, reason, status), (message.State, message.Reason, message.ErrorCode));
        Assert.Null(await Stop(host));

        // One recipient that is not taken says nothing of the next.
        (server.RefusesRecipient, server.RefusesMail) = (null, null);
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await host.RunOnce();
        Assert.Equal(state is MessageState.Pending ? MessageState.Sent : MessageState.Failed, (await host.Find(id)).State);
    }

    [Theory]
    [InlineData(452, MessageState.Pending, MessageReason.Busy)]
    [InlineData(554, MessageState.Failed, MessageReason.Refused)]
    public async Task The_answer_to_the_mail_itself_counts_too(int status, MessageState state, string reason)
    {
        await using var server = MailServer.Start();
        await using var host = await Host(DatabaseKind.Sqlite, server);
        server.RefusesMail = status;
        var id = await Plan(host);
        await host.RunOnce();
        var message = await host.Find(id);
        Assert.Equal((state, reason, status), (message.State, message.Reason, message.ErrorCode));
        Assert.Null(await Stop(host));
    }

    [Theory, BothDatabases]
    public async Task A_line_that_breaks_after_the_mail_was_given_away_is_unknown_and_settled_by_the_kind(DatabaseKind kind)
    {
        await using var server = MailServer.Start();
        await using var host = await Host(kind, server);
        server.DropsAfterData = true;
        var id = await Plan(host);
        await host.RunOnce();
        var message = await host.Find(id);
        Assert.Equal((MessageState.Unknown, MessageReason.AnswerLost), (message.State, message.Reason));

        // Whoever waits for a code is better off with two mails than with none; there is no list in which it could be found.
        server.DropsAfterData = false;
        host.Clock.Advance(MessageQueue.CallbackWait);
        await host.RunOnce();
        Assert.Equal(MessageState.Sent, (await host.Find(id)).State);
        Assert.Equal(2, server.Mails.Count);

        // Too late to help, it is left.
        server.DropsAfterData = true;
        id = await Plan(host);
        await host.RunOnce();
        host.Clock.Advance(TimeSpan.FromMinutes(11));
        await host.RunOnce();
        message = await host.Find(id);
        Assert.Equal((MessageState.Unknown, MessageReason.Unconfirmed, 3), (message.State, message.Reason, server.Mails.Count));
    }

    [Theory, BothDatabases]
    public async Task A_mail_server_that_lets_nobody_in_stops_mail_and_no_SMS_and_the_other_way_round(DatabaseKind kind)
    {
        await using var server = MailServer.Start(password: "rigtig");
        await using var host = await Host(kind, server, new() { ["Email:User"] = "forum", ["Email:Password"] = "forkert" });
        var (mail, text) = (await Plan(host), await host.Plan(MessageKind.CrewTask));
        await host.RunOnce();
        Assert.Equal((MessageState.Pending, MessageReason.Stopped, 535), await Stand(host, mail));
        Assert.Contains((await host.Find(text)).State, new[] { MessageState.Sent, MessageState.Delivered });
        Assert.Equal("535", (await Stop(host))!.Reason);
        Assert.DoesNotContain(host.Log.All, line => line.Contains("forkert", StringComparison.Ordinal));

        // Nothing is tried until it is time to look again.
        await host.RunOnce();
        Assert.Equal(1, (await host.Find(mail)).Attempt);

        await using var open = MailServer.Start();
        await using var other = await Host(kind, open);
        other.Phones.Set(AnswerFault.Suspended);
        text = await other.Plan(MessageKind.CrewTask);
        mail = await Plan(other);
        await other.RunOnce();
        Assert.Equal(MessageReason.Stopped, (await other.Find(text)).Reason);
        Assert.Equal(MessageState.Sent, (await other.Find(mail)).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_TLS_nothing_is_said_and_an_untrusted_certificate_is_none(bool hasCertificate)
    {
        using var certificate = hasCertificate ? X509CertificateLoader.LoadPkcs12FromFile(TestKeys.Certificate, TestKeys.Password) : null;
        await using var server = MailServer.Start(certificate);
        await using var host = await Host(DatabaseKind.Sqlite, server, new() { ["Email:Security"] = "StartTls" });
        var id = await Plan(host);
        await host.RunOnce();
        Assert.Equal((MessageState.Pending, MessageReason.Stopped, hasCertificate ? 525 : 523), await Stand(host, id));
        Assert.NotNull(await Stop(host));
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_server_that_is_away_or_does_not_take_our_own_address_keeps_the_mail()
    {
        var server = MailServer.Start();
        await using var host = await Host(DatabaseKind.Sqlite, server);
        server.RefusesSender = 553;
        var id = await Plan(host);
        await host.RunOnce();
        Assert.Equal((MessageState.Pending, MessageReason.Stopped, 553), await Stand(host, id));
        await server.DisposeAsync();
        host.Clock.Advance(ChannelStops.ProbeEvery);
        await host.RunOnce();
        Assert.Equal((MessageState.Pending, MessageReason.Busy, null), await Stand(host, id));
    }

    [Theory]
    [InlineData("a@b.example\r\nBcc: offer@post.example")]
    [InlineData("a@b.example, offer@post.example")]
    [InlineData("\"x\" <offer@post.example>")]
    [InlineData("a@b.example\n\n<p>hej")]
    [InlineData("")]
    public async Task An_address_that_is_more_than_an_address_is_never_used(string address)
    {
        await using var server = MailServer.Start();
        await using var host = await Host(DatabaseKind.Sqlite, server);
        host.Prepares = _ => new(new Outgoing.Send("Tryghedsforum", address, Page, [1]));
        var id = await Plan(host);
        await host.RunOnce();
        Assert.Equal(MessageReason.Address, (await host.Find(id)).Reason);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_name_or_subject_with_line_ends_stays_one_header()
    {
        await using var server = MailServer.Start();
        await using var host = await Host(DatabaseKind.Sqlite, server);
        host.Prepares = _ => new(new Outgoing.Send("Forum\r\nBcc: offer@post.example", Asta, Page.Replace("Din kode til", "Kode&#13;&#10;Bcc: offer@post.example", StringComparison.Ordinal), [1]));
        await Plan(host);
        await host.RunOnce();
        var mail = Assert.Single(server.Mails);
        Assert.Equal([], mail.Bcc.Concat(mail.Cc).Concat(mail.ResentBcc));
        Assert.Equal(Asta, Assert.Single(mail.GetRecipients()).Address);
        Assert.Contains("offer@post.example", mail.Subject, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Without_e_mail_it_is_dropped_and_said_so_and_the_simulator_remembers(DatabaseKind kind)
    {
        await using (var host = await Host(kind, null, new() { ["Email:Provider"] = "None" }))
        {
            var id = await Plan(host);
            await host.RunOnce();
            Assert.Equal((MessageState.Dropped, MessageReason.MailOff, null), await Stand(host, id));
        }

        var folder = ProcessFolder.Fresh("mails");
        for (var start = 0; start < 2; start++)
        {
            await using var host = await Host(kind, null, new() { ["Data:Folder"] = folder });
            if (start == 0) await Plan(host);
            await host.RunOnce();
            var mail = Assert.Single(host.Services.GetRequiredService<SimulatedMails>().To(Asta));
            Assert.Equal(("Din kode til Tryghedsforum Ærø", "Din kode er 123456.\n\nYour code is 123456."), (mail.Subject, mail.Text));
        }
    }

    private static async Task<DeliveryHost> Host(DatabaseKind kind, MailServer? server, Dictionary<string, string?>? more = null)
    {
        var settings = server?.Settings ?? [];
        foreach (var (name, value) in more ?? []) settings[name] = value;
        var host = await DeliveryHost.StartAsync(kind, settings: settings);
        host.Prepares = message => new(message.Lane is Lane.Mail ? new Outgoing.Send("Tryghedsforum Ærø", Asta, Page, [1, 2, 3]) : DeliveryHost.Text(message));
        return host;
    }

    private static Task<Guid> Plan(DeliveryHost host) => host.Plan(MessageKind.SignInMail, Guid.NewGuid().ToString(), "sign-in:1");

    private static async Task<(MessageState State, string? Reason, int? Code)> Stand(DeliveryHost host, Guid id)
    {
        var message = await host.Find(id);
        return (message.State, message.Reason, message.ErrorCode);
    }

    private static Task<ChannelStop?> Stop(DeliveryHost host) => host.InScope<Tryghedsforum.Notifications.Data.NotificationsDb, ChannelStop?>(db => db.ChannelStops.FindAsync([ChannelStop.Mail], Cancel).AsTask());
}
