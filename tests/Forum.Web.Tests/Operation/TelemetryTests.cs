using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Operation;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Members;
using Tryghedsforum.Web.Tests.Reports;
using Xunit;

namespace Tryghedsforum.Web.Tests.Operation;

/// <summary>A measuring system that is named gets the program's figures, by the real exporter, and none of them names a case.</summary>
public sealed class TelemetryTests
{
    private const string Address = "http://measure.example";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Figures_of_queues_and_sending_are_sent_where_the_operator_says()
    {
        var sent = new ConcurrentQueue<(string Path, string Body)>();
        await using var host = await ForumHost.StartAsync(new() { Settings = new Dictionary<string, string?> { ["Telemetry:Endpoint"] = Address } });
        host.Outside.Answer($"{Address}/", async request =>
        {
            sent.Enqueue((request.RequestUri!.AbsolutePath, Encoding.Latin1.GetString(await request.Content!.ReadAsByteArrayAsync(Cancel))));
            return new(HttpStatusCode.OK);
        });
        var visitor = await host.ClientAsync();
        await visitor.Send(await visitor.What(await visitor.Where("Svanevej 9")));
        await Eventually.True(() => host.Services.GetRequiredService<SimulatedPhones>().Texts(WayInTests.NumberOf("Ida Falkentoft")).Count > 0);
        await using var scope = host.Services.CreateAsyncScope();
        await host.Services.GetRequiredService<QueueGauge>().Look(scope.ServiceProvider.GetRequiredService<NotificationsDb>(), host.Services.GetRequiredService<TimeProvider>().GetUtcNow(), Cancel);

        await Eventually.True(() => host.Services.GetRequiredService<MeterProvider>().ForceFlush() && sent.Any(one => one.Body.Contains("forum.message.attempts", StringComparison.Ordinal)));
        Assert.All(sent, one => Assert.Equal("/v1/metrics", one.Path));
        var all = string.Concat(sent.Select(one => one.Body));
        Assert.Contains("forum.queue.waiting", all, StringComparison.Ordinal);
        Assert.Contains("forum.message.handover", all, StringComparison.Ordinal);
        // A route's template ("/s/{Secret}") may be named, what stood in its place never.
        Assert.DoesNotMatch("/s/[^{]", all);
        foreach (var secret in new[] { "Svanevej", "NV-", "9500" }) Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
    }
}
