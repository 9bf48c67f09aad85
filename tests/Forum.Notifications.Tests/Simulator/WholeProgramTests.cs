using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Notifications.Tests.Delivery;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Simulator;

public sealed class WholeProgramTests
{
    private const string Phone = "+4595007777", Key = "whole program";

    [Theory]
    [BothDatabases(false)]
    [BothDatabases(true)]
    public async Task The_program_without_an_account_is_its_own_telephone_company(DatabaseKind kind, bool kestrel)
    {
        await using var host = await ForumHost.StartAsync(new()
        {
            Database = kind,
            Kestrel = kestrel,
            Services = services => services.AddScoped<Prepare>(_ => (message, _) => new(Only(message))),
        });
        var now = host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var message = Message.Plan(MessageKind.CrewTask, 1, Key, "member:1", null, "{}", now, now);
        await InDb(host, db => db.Write(() => Task.FromResult(db.Add(message)), default));
        host.Services.GetRequiredService<MessageSignal>().Raise();

        await Eventually.True(async () => await InDb(host, db => db.Messages.Where(m => m.Id == message.Id).Select(m => m.State).SingleAsync()) is MessageState.Delivered);

        Assert.Equal("Hele vejen", Assert.Single(host.Services.GetRequiredService<SimulatedPhones>().Texts(Phone)).Body);
        Assert.Empty(host.Outside.Unexpected);
        Assert.DoesNotContain(host.Log.All, line => line.Contains(Phone[1..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_an_account_of_its_own_the_program_is_no_telephone_company()
    {
        await using var host = await DeliveryHost.StartAsync(DatabaseKind.Sqlite, settings: new() { ["Sms:AccountSid"] = "AC1", ["Sms:AuthToken"] = "secret", ["Sms:PublicUrl"] = "https://forum.example" });
        using var client = host.Client();
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri("/simulator/twilio/2010-04-01/Accounts/AC1/Messages.json", UriKind.Relative))).StatusCode);
        Assert.False(host.Phones.IsOn);
        Assert.Empty(host.Phones.List());
    }

    // The demonstration has messages of its own.
    private static Outgoing Only(Message message) => message.PlanKey == Key
        ? new Outgoing.Send(DeliveryHost.Sender, Phone, "Hele vejen", [1])
        : new Outgoing.Drop(MessageReason.NotNeeded);

    private static async Task<T> InDb<T>(ForumHost host, Func<NotificationsDb, Task<T>> work)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<NotificationsDb>());
    }
}
