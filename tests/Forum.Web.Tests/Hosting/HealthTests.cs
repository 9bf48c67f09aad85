using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Notifications.Operation;
using Tryghedsforum.Notifications.Schedule;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Web.Tests.Hosting;

public sealed class HealthTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_whose_schema_is_not_there_lives_but_is_not_ready_and_says_no_more()
    {
        await using var host = await ForumHost.StartAsync();
        var visitor = await host.ClientAsync();
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await Ask(visitor, "/health/ready"));
        await using (var scope = host.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<ForumDb>().Database.ExecuteSqlRawAsync($"DELETE FROM \"{ForumDb.HistoryTable}\"", Cancel);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await Ask(visitor, "/health/ready"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await Ask(visitor, "/health/live"));
    }

    [Fact]
    public async Task When_nobody_has_watched_over_the_messages_for_a_quarter_of_an_hour_it_is_said_and_the_pages_work_on()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new(2027, 1, 12, 9, 0, 0, TimeSpan.Zero));
        await using var host = await ForumHost.StartAsync(new() { Clock = clock, Settings = new Dictionary<string, string?> { ["Schedule:On"] = "false" } });
        var visitor = await host.ClientAsync();
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await Ask(visitor, "/health/ready"));
        clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        Assert.Equal((HttpStatusCode.OK, "Degraded"), await Ask(visitor, "/health/ready"));
        await using (var scope = host.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<WatchOver>().Run(Cancel);
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await Ask(visitor, "/health/ready"));
        clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal((HttpStatusCode.OK, "Degraded"), await Ask(visitor, "/health/ready"));
    }

    [Fact]
    public async Task When_the_daily_round_trip_does_not_come_home_it_is_said_here_and_to_whoever_runs_it()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new(2027, 1, 12, 9, 0, 0, TimeSpan.Zero));
        await using var host = await ForumHost.StartAsync(new()
        {
            Clock = clock, Settings = new Dictionary<string, string?> { ["Schedule:On"] = "false", ["Sms:ProbeNumber"] = "+4595999900" },
        });
        host.Services.GetRequiredService<SimulatedPhones>().Set(AnswerFault.Down);
        await using var scope = host.Services.CreateAsyncScope();
        Assert.Equal(2, await scope.ServiceProvider.GetRequiredService<SendRoundTrips>().Run(Cancel));
        var (visitor, someone) = (await host.ClientAsync("Viggo Maskinlund"), await host.ClientAsync());
        Assert.Equal("aldrig", (await visitor.Page("/drift")).QuerySelector("[data-key=forums] [data-key=nordvest] td:last-child")!.TextContent);
        Assert.Null((await visitor.Page("/drift")).QuerySelector("[data-key=faults]"));
        clock.Advance(TimeSpan.FromHours(2) + TimeSpan.FromSeconds(1));
        await scope.ServiceProvider.GetRequiredService<WatchOver>().Run(Cancel);
        Assert.Equal((HttpStatusCode.OK, "Degraded"), await Ask(someone, "/health/ready"));
        Assert.Contains("prøve-SMS er ikke kommet hjem", (await visitor.Page("/drift")).QuerySelector("[data-key=faults]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_forum_can_take_an_address_that_the_program_answers()
    {
        await using var host = await ForumHost.StartAsync();
        var first = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.PathSegments is [{ Parts: [RoutePatternLiteralPart literal] }, ..] ? literal.Content : "")
            .Where(segment => segment.Length > 0 && !segment.Contains('.') && !segment.StartsWith('_')).Distinct();
        Assert.Empty(first.Except(FoundForum.ReservedSlugs));
    }

    private static async Task<(HttpStatusCode, string)> Ask(Visitor visitor, string path)
    {
        using var answer = await visitor.Http.GetAsync(path, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
