using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Tryghedsforum.Notifications.Delivery;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Delivery;

public sealed class SmsSettingsTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("AC1", null, "https://forum.example")]
    [InlineData("AC1", "secret", null)]
    [InlineData(null, "secret", "https://forum.example")]
    public void Production_without_an_account_refuses_to_start(string? account, string? token, string? address) =>
        Assert.Throws<InvalidOperationException>(() => Settings(Environments.Production, ("AccountSid", account), ("AuthToken", token), ("PublicUrl", address)));

    [Fact]
    public void Production_without_SMS_says_so()
    {
        var settings = Settings(Environments.Production, ("Provider", "None"));
        Assert.Equal((false, false), (settings.IsSimulated, settings.IsReal));
    }

    [Fact]
    public void Production_with_an_account_is_real_and_never_simulated()
    {
        var settings = Settings(Environments.Production, ("AccountSid", "AC1"), ("AuthToken", "secret"), ("PublicUrl", "https://forum.example/"), ("SimulatorAddress", "http://localhost:1"));
        Assert.Equal((false, true, null), (settings.IsSimulated, settings.IsReal, settings.BaseUrl));
        Assert.Equal("https://forum.example/sms/inbound", settings.Public("/sms/inbound").AbsoluteUri);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5000", "http://localhost:5000/")]
    [InlineData("http://[::]:5000", "http://localhost:5000/")]
    [InlineData("http://127.0.0.1:5001", "http://127.0.0.1:5001/")]
    public void In_Development_without_an_account_the_program_calls_itself(string listens, string calls)
    {
        var settings = Settings(Environments.Development, new Listening("https://localhost:7000", listens));
        Assert.True(settings.IsSimulated);
        Assert.Equal(calls, settings.PublicUrl.AbsoluteUri);
        Assert.Equal(calls + "simulator/twilio", settings.BaseUrl!.AbsoluteUri);
    }

    [Fact]
    public void Every_kind_of_message_has_its_policy()
    {
        var kinds = typeof(MessageKind).GetFields().Select(f => (string)f.GetRawConstantValue()!).Order().ToList();
        Assert.Equal(kinds, KindPolicy.Kinds.Order());
        Assert.All(KindPolicy.Kinds.Select(KindPolicy.Of), policy => Assert.False(policy.Lane is Lane.Alert && (policy.MayBeHeld || !policy.AtLeastOnce)));
    }

    private static SmsSettings Settings(string environment, params (string Key, string? Value)[] values) => Settings(environment, new Listening(), values);

    private static SmsSettings Settings(string environment, Listening server, params (string Key, string? Value)[] values) => new(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create("Sms:" + v.Key, v.Value))).Build(),
        new HostingEnvironment { EnvironmentName = environment }, server);

    private sealed class Listening : IServer, IServerAddressesFeature
    {
        public Listening(params string[] addresses)
        {
            Addresses = [.. addresses];
            Features.Set<IServerAddressesFeature>(this);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public ICollection<string> Addresses { get; }

        public bool PreferHostingUrls { get; set; }

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
