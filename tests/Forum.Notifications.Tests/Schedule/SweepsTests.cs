using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Quartz;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Schedule;

/// <summary>The scheduled work: started with the program, and shared by the nodes.</summary>
public sealed class SweepsTests
{
    [Fact]
    public async Task The_jobs_run_at_the_start()
    {
        var jobs = new Jobs();
        await using var host = await ForumHost.StartAsync(new() { Services = jobs.Watch });
        await Eventually.True(() => jobs.Done.Distinct().Count() == 10);
        Assert.DoesNotContain(host.Log.All, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("Quartz", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_nodes_share_the_jobs_on_PostgreSQL()
    {
        var jobs = new Jobs();
        var clustered = new Dictionary<string, string?> { ["Schedule:Clustered"] = "true" };
        await using var first = await ForumHost.StartAsync(new() { Database = DatabaseKind.Postgres, Settings = clustered, Services = jobs.Watch });
        await using var second = await ForumHost.StartAsync(new() { Database = DatabaseKind.Postgres, Existing = first.Database, Settings = clustered, Services = jobs.Watch });
        await Eventually.True(() => jobs.Done.Distinct().Count() == 10);
        await Eventually.True(async () => (await Nodes(first)).Count == 2);
        foreach (var host in new[] { first, second })
            Assert.DoesNotContain(host.Log.All, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("Quartz", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_whose_clock_the_test_moves_starts_and_stops_without_waiting_for_it()
    {
        var clock = new FakeTimeProvider(new(2027, 1, 12, 9, 0, 0, TimeSpan.Zero));
        var watch = Stopwatch.StartNew();
        await using (await ForumHost.StartAsync(new() { Clock = clock })) watch.Restart();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    private static async Task<List<string>> Nodes(ForumHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ForumDb>().Database.SqlQueryRaw<string>("SELECT instance_name AS \"Value\" FROM qrtz_scheduler_state").ToListAsync();
    }

    private sealed class Jobs : IJobListener
    {
        public ConcurrentQueue<string> Done { get; } = [];

        public string Name => nameof(Jobs);

        public void Watch(IServiceCollection services) => services.AddQuartz(quartz => quartz.AddJobListener(this));

        public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;

        public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) => default;

        public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
        {
            if (jobException is null) Done.Enqueue(context.JobDetail.Key.Name);
            return default;
        }
    }
}
