using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Notifications.Tests.Delivery;
using Tryghedsforum.Testing;
using Twilio.Clients;
using Twilio.Exceptions;
using Twilio.Http;
using Twilio.Rest.Api.V2010.Account;
using Twilio.Security;
using Twilio.Types;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Simulator;

public sealed class TwilioSimulatorTests
{
    [Fact]
    public async Task The_SDK_creates_fetches_and_lists_over_several_pages()
    {
        await using var host = await DeliveryHost.StartAsync(DatabaseKind.Sqlite);
        var twilio = Twilio(host);
        var made = await Create(twilio, "Først æøå");
        for (var n = 0; n < 6; n++) await Create(twilio, $"text {n}");
        await Eventually.True(() => host.Phones.Texts(DeliveryHost.Crew).All(t => t.Status == "delivered"));

        var fetched = await MessageResource.FetchAsync(made.Sid, client: twilio);
        Assert.Equal((MessageResource.StatusEnum.Delivered, "Først æøå", "1", MessageResource.DirectionEnum.OutboundApi), (fetched.Status, fetched.Body, fetched.NumSegments, fetched.Direction));
        Assert.Equal(DeliveryHost.Noon.UtcDateTime, fetched.DateSent);
        var listed = await MessageResource.ReadAsync(new ReadMessageOptions { To = new PhoneNumber(DeliveryHost.Crew), PageSize = 2 }, twilio);
        Assert.Equal(7, listed.Count());
        Assert.Empty(await MessageResource.ReadAsync(new ReadMessageOptions { DateSentAfter = DeliveryHost.Noon.UtcDateTime.AddMinutes(1) }, twilio));
        Assert.Empty(await MessageResource.ReadAsync(new ReadMessageOptions { To = new PhoneNumber(DeliveryHost.Neighbour) }, twilio));
    }

    [Theory]
    [InlineData("12", "Hej", 21211)]
    [InlineData(DeliveryHost.Crew, "", 21602)]
    public async Task The_SDK_gets_Twilio_s_errors(string to, string body, int code)
    {
        await using var host = await DeliveryHost.StartAsync(DatabaseKind.Sqlite);
        var error = await Assert.ThrowsAsync<ApiException>(() => MessageResource.CreateAsync(
            new CreateMessageOptions(new PhoneNumber(to)) { From = new PhoneNumber(DeliveryHost.Sender), Body = body }, Twilio(host)));
        Assert.Equal((code, 400), (error.Code, error.Status));
        Assert.Equal(401, (await Assert.ThrowsAsync<ApiException>(() => Create(Twilio(host, "wrong"), "Hej"))).Status);
        Assert.Equal(404, (await Assert.ThrowsAsync<ApiException>(() => MessageResource.FetchAsync("SM1", client: Twilio(host)))).Status);
    }

    [Fact]
    public async Task A_telephone_company_that_was_killed_resumes_its_callbacks()
    {
        await using var database = await DeliveryHost.Database(DatabaseKind.Sqlite);
        var settings = new Dictionary<string, string?> { ["Data:Folder"] = ProcessFolder.Fresh("company"), ["Sms:SimulatorAddress"] = $"http://127.0.0.1:{PostgresServer.FreePort()}" };
        settings["urls"] = settings["Sms:SimulatorAddress"];
        Guid id;
        await using (var before = await DeliveryHost.StartAsync(DatabaseKind.Sqlite, settings: new(settings) { ["Simulator:Pace"] = "01:00:00" }, existing: database))
        {
            id = await before.Plan();
            await before.RunOnce();
            Assert.Equal(MessageState.Sent, (await before.Find(id)).State);
            before.Phones.SendText(DeliveryHost.Neighbour, DeliveryHost.Sender, "nåle ørnevej");
        }

        await using var after = await DeliveryHost.StartAsync(DatabaseKind.Sqlite, settings: settings, existing: database);
        await after.Reaches(id, MessageState.Delivered);
        await Eventually.True(() => !after.Inbound.IsEmpty);
        Assert.Equal("NV-4827 task", Assert.Single(after.Phones.Texts(DeliveryHost.Crew)).Body);
    }

    [Fact]
    public async Task A_line_that_a_kill_cut_in_two_is_forgotten_and_the_rest_is_kept()
    {
        var settings = new Dictionary<string, string?> { ["Data:Folder"] = ProcessFolder.Fresh("company") };
        await using (var before = await DeliveryHost.StartAsync(DatabaseKind.Sqlite, settings: settings))
        {
            await Create(Twilio(before), "whole");
            await Eventually.True(() => before.Phones.Texts(DeliveryHost.Crew) is [{ IsConfirmed: true }]);
        }

        await File.AppendAllTextAsync(Path.Combine(settings["Data:Folder"]!, "telephone-company.jsonl"), """{"Message":{"Sid":"SM2","Fr""");
        await using var after = await DeliveryHost.StartAsync(DatabaseKind.Sqlite, settings: settings);
        await Create(Twilio(after), "new");
        Assert.Equal(["whole", "new"], after.Phones.Texts(DeliveryHost.Crew).Select(t => t.Body));
    }

    [Fact]
    public async Task A_text_from_a_phone_is_posted_with_all_of_Twilio_s_fields_and_its_signature()
    {
        await using var host = await DeliveryHost.StartAsync(DatabaseKind.Sqlite);
        var sid = host.Phones.SendText(DeliveryHost.Neighbour, DeliveryHost.Sender, "naale ved oernevej 6 😱");
        await Eventually.True(() => !host.Inbound.IsEmpty);

        var (fields, signature, address) = host.Inbound.Single();
        Assert.True(new RequestValidator(DeliveryHost.SimulatedToken).Validate(address, fields, signature));
        Assert.Equal((sid, DeliveryHost.Neighbour, DeliveryHost.Sender, "naale ved oernevej 6 😱", "received"), (fields["MessageSid"], fields["From"], fields["To"], fields["Body"], fields["SmsStatus"]));
        string[] all = ["SmsSid", "SmsMessageSid", "AccountSid", "NumMedia", "NumSegments", "ApiVersion", "FromCountry", "FromCity", "FromZip", "FromState", "ToCountry", "ToCity", "ToZip", "ToState"];
        Assert.All(all, name => Assert.Contains(name, fields.Keys));
        Assert.DoesNotContain("OptOutType", fields.Keys);
    }

    [Fact]
    public async Task A_text_that_Twilio_posts_twice_has_the_same_sid()
    {
        await using var host = await DeliveryHost.StartAsync(DatabaseKind.Sqlite);
        host.Phones.Set(AnswerFault.None, CallbackFault.Duplicate);
        var sid = host.Phones.SendText(DeliveryHost.Neighbour, DeliveryHost.Sender, "kanyler");
        await Eventually.True(() => host.Inbound.Count == 2);
        Assert.All(host.Inbound, post => Assert.Equal(sid, post.Fields["MessageSid"]));
    }

    [Fact]
    public async Task Stop_is_answered_by_the_telephone_company_and_passed_on_but_not_inside_a_sentence()
    {
        await using var host = await DeliveryHost.StartAsync(DatabaseKind.Sqlite);
        host.Phones.SendText(DeliveryHost.Neighbour, DeliveryHost.Sender, "de stopper ikke");
        Assert.Single(host.Phones.Texts(DeliveryHost.Neighbour));
        var seen = host.Phones.Version;
        host.Phones.SendText(DeliveryHost.Neighbour, DeliveryHost.Sender, "Stop");
        await host.Phones.WaitForChange(seen, TestContext.Current.CancellationToken);
        Assert.Equal([true, true, false], host.Phones.Texts(DeliveryHost.Neighbour).Select(t => t.IsMine));
        await Eventually.True(() => host.Inbound.Count == 2);
        Assert.Equal("STOP", host.Inbound.Single(i => i.Fields["Body"] == "Stop").Fields["OptOutType"]);
    }

    private static Task<MessageResource> Create(ITwilioRestClient twilio, string body) => MessageResource.CreateAsync(
        new CreateMessageOptions(new PhoneNumber(DeliveryHost.Crew)) { From = new PhoneNumber(DeliveryHost.Sender), Body = body }, twilio);

    private static TwilioRestClient Twilio(DeliveryHost host, string token = DeliveryHost.SimulatedToken) =>
        new(DeliveryHost.SimulatedSid, token, httpClient: new SystemNetHttpClient(new(new Redirect(host.Address))));

    private sealed class Redirect(Uri address) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new(address, "/simulator/twilio" + request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
