using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Operation;

/// <summary>
/// Writes down how every scheduled job went. A job that goes well every few seconds is written down once a minute: an idle installation should not write all the time.
/// </summary>
internal sealed partial class JobLedger(IServiceScopeFactory scopes, TimeProvider time, ILogger<JobLedger> logger) : IJobListener
{
    private static readonly TimeSpan WriteEvery = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, DateTimeOffset> good = new();

    public string Name => nameof(JobLedger);

    public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public async ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
    {
        try
        {
            var every = context.Trigger is ISimpleTrigger simple ? simple.RepeatInterval : TimeSpan.Zero;
            await Write(context.JobDetail.Key.Name, every, context.JobRunTime, jobException is null ? null : (jobException.InnerException ?? jobException).GetType().Name, cancellationToken);
        }
#pragma warning disable CA1031 // The job has run; that it cannot be written down must not look as if it had failed.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log.NotWritten(logger, failure);
        }
    }

    /// <summary>Writes it down, unless it has just been.</summary>
    internal async Task Write(string job, TimeSpan every, TimeSpan took, string? failure, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (failure is null && good.TryGetValue(job, out var before) && now - before < WriteEvery) return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NotificationsDb>();
        await db.Write(
            async () =>
            {
                var run = await db.JobRuns.FindAsync([job], cancellation) ?? db.JobRuns.Add(new() { Name = job }).Entity;
                run.End(every, now, took, failure);
            },
            cancellation);
        if (failure is null) good[job] = now;
        else good.TryRemove(job, out _);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "How a scheduled job went could not be written down")]
        public static partial void NotWritten(ILogger logger, Exception exception);
    }
}
