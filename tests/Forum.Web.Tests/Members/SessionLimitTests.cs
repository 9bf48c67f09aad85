using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Members;

/// <summary>How long somebody stays signed in: by role, and by whose computer it is.</summary>
public sealed class SessionLimitTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));
    private ForumHost host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await ForumHost.StartAsync(new() { Clock = clock });

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("Maja Ellekilde", 4, 12)]
    [InlineData("Lea Stougard", 4, 12)]
    [InlineData("Tove Brink", 14 * 24, 90 * 24)]
    [InlineData("Asta Lindvig", 14 * 24, 90 * 24)]
    public async Task A_pause_ends_it_and_so_does_its_longest_time_however_busy_one_is(string name, int idleHours, int longestHours)
    {
        var visitor = await host.ClientAsync(name);
        clock.Advance(TimeSpan.FromHours(idleHours) - TimeSpan.FromMinutes(1));
        Assert.True(await IsIn(visitor));
        clock.Advance(TimeSpan.FromHours(idleHours));
        Assert.False(await IsIn(visitor));

        visitor = await host.ClientAsync(name);
        var hours = 0.0;
        for (; hours + idleHours * 0.7 < longestHours; hours += idleHours * 0.7)
        {
            clock.Advance(TimeSpan.FromHours(idleHours * 0.7));
            Assert.True(await IsIn(visitor), $"after {hours} hours");
        }

        clock.Advance(TimeSpan.FromHours(longestHours - hours) + TimeSpan.FromSeconds(1));
        Assert.False(await IsIn(visitor));
    }

    [Fact]
    public async Task On_a_computer_that_others_use_half_an_hours_pause_ends_it_and_the_cookie_goes_with_the_browser()
    {
        var visitor = await host.ClientAsync();
        var phone = Web.Demo.DemoForums.Read().SelectMany(demo => demo.People).First(person => person.Name == "Tove Brink").Phone!;
        var page = await visitor.Press(await visitor.Page("/log-ind"), "Send mig en kode", ("telefon", phone));
        await visitor.Press(page, "Gå videre", ("kode", await Code()), ("delt", "ja"));
        Assert.True(visitor.Cookies.All["forum-session"].Expires is null);
        clock.Advance(TimeSpan.FromMinutes(29));
        Assert.True(await IsIn(visitor));
        clock.Advance(TimeSpan.FromMinutes(31));
        Assert.False(await IsIn(visitor));
    }

    private static async Task<bool> IsIn(Visitor visitor) => (await visitor.Page("/nordvest/mig")).QuerySelector("h1")!.TextContent != "Log ind";

    private async Task<string> Code()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var attempt = await scope.ServiceProvider.GetRequiredService<ForumDb>().SignInAttempts.AsNoTracking().SingleAsync(Cancel);
        return SignInAttempt.Code(scope.ServiceProvider.GetRequiredService<FieldCipher>(), attempt.Id);
    }
}
