using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.EarlyWarnings;
using Tryghedsforum.Api.HandOvers;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.PublicLists;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Summaries;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Operation;
using Tryghedsforum.Notifications.Planning;

namespace Tryghedsforum.Notifications.Schedule;

/// <summary>
/// Scheduled work: each job is a shell around one use case that asks "what is due and not done?", so it is safe to run twice, and runs at the start, too.
/// Embedded: Quartz's in-memory store (due times are rows of our own). On PostgreSQL: its clustered store, so that one node does each round.
/// </summary>
internal static class Sweeps
{
    /// <summary>The job that makes the months' summaries.</summary>
    public const string MonthJob = nameof(Summaries);

    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Registers the jobs. <c>Schedule:Clustered</c> (default true) is for PostgreSQL; <c>Schedule:On</c> (default true) false leaves the jobs to others,
    /// another node, or a test that moves the clock itself.
    /// </summary>
    public static void AddSweeps(this IServiceCollection services, IConfiguration configuration)
    {
        var database = DatabaseSettings.From(configuration);
        if (!configuration.GetValue("Schedule:On", true)) return;
        var clustered = database.Kind == DatabaseKind.Postgres && configuration.GetValue("Schedule:Clustered", true);
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "forum";
                scheduler.GenerateInstanceId = true;
            });
            if (clustered)
            {
                quartz.UsePersistentStore(store =>
                {
                    store.UsePostgres(database.Connection);
                    store.UseClustering(_ => { });
                    store.ProvisionSchema();
                });
            }

            quartz.AddJobListener(provider => provider.GetRequiredService<JobLedger>(), []);
            quartz.Every<SilentCases>(TimeSpan.FromSeconds(20), place: 0);
            if (configuration["Telemetry:Endpoint"] is { Length: > 0 }) quartz.Every<Looking>(TimeSpan.FromSeconds(30), place: 0);
            quartz.Every<Watching>(TimeSpan.FromMinutes(1), place: 1);
            quartz.Every<PublicLists>(TimeSpan.FromSeconds(30), place: 2);
            quartz.Every<Digests>(TimeSpan.FromMinutes(10), place: 3);
            quartz.Every<Costs>(TimeSpan.FromMinutes(2), place: 4);
            quartz.Every<Summaries>(TimeSpan.FromMinutes(10), place: 5);
            quartz.Every<Closing>(TimeSpan.FromMinutes(10), place: 6);
            quartz.Every<EarlyWarnings>(TimeSpan.FromHours(1), place: 7);
            quartz.Every<Erasing>(TimeSpan.FromHours(6), place: 8);
            quartz.Every<Probing>(TimeSpan.FromMinutes(10), place: 9);
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
    }

    // At the start they begin one after another: each goes through all forums, and together they would hold up the first pages.
    private static void Every<TJob>(this IQuartzBuilder quartz, TimeSpan interval, int place)
        where TJob : IJob
    {
        var key = new JobKey(typeof(TJob).Name);
        quartz.AddJob<TJob>(job => job.WithIdentity(key));
        // A start that takes longer than a minute must not cost a whole interval: what was to run at the start runs as soon as it can.
        quartz.AddTrigger(trigger => trigger.ForJob(key).WithIdentity(typeof(TJob).Name).StartAt(TimeProvider.System.GetUtcNow() + (place * Apart))
            .WithSimpleSchedule(schedule => schedule.WithInterval(interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)));
    }

    /// <summary>Nobody has answered, here or outside, nobody could be told, or a promise has passed.</summary>
    [DisallowConcurrentExecution]
    private sealed class SilentCases(AskNextTeam ask, AskOnWhereUntold untold, TellLate late, TellOverdue overdue, ForgetDeeds forget) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            await ask.Run(cancellationToken);
            await untold.Run(cancellationToken);
            await late.Run(cancellationToken);
            await overdue.Run(cancellationToken);
            await forget.Run(cancellationToken);
        }
    }

    /// <summary>The figures of the queues, for the operator's measuring system.</summary>
    [DisallowConcurrentExecution]
    private sealed class Looking(QueueGauge gauge, NotificationsDb db, TimeProvider time) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await gauge.Look(db, time.GetUtcNow(), cancellationToken);
    }

    /// <summary>Whether everything urgent was told; apart from what it watches over.</summary>
    [DisallowConcurrentExecution]
    private sealed class Watching(WatchOver watch) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await watch.Run(cancellationToken);
    }

    /// <summary>The public lists, at their fixed hours.</summary>
    [DisallowConcurrentExecution]
    private sealed class PublicLists(RemakePublicList remake) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await remake.Run(cancellationToken);
    }

    /// <summary>Resolved cases close; drafts of pictures go.</summary>
    [DisallowConcurrentExecution]
    private sealed class Closing(CloseResolved close, AddPicture pictures) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            await close.Run(cancellationToken);
            await pictures.DropDrafts(cancellationToken);
        }
    }

    /// <summary>What residents hear of their streets every so often.</summary>
    [DisallowConcurrentExecution]
    private sealed class Digests(PlanDigests plan) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await plan.Run(cancellationToken);
    }

    /// <summary>Whether more came lately than usual; each forum once a week.</summary>
    [DisallowConcurrentExecution]
    private sealed class EarlyWarnings(LookForPatterns look) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await look.Run(cancellationToken);
    }

    /// <summary>The drafts of months that are over, those too that were missed, and the reminders of them.</summary>
    [DisallowConcurrentExecution]
    private sealed class Summaries(MakeSummaries make) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await make.Run(cancellationToken);
    }

    /// <summary>Whether the SMS of a month near what they may cost.</summary>
    [DisallowConcurrentExecution]
    private sealed class Costs(WatchBudgets watch) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await watch.Run(cancellationToken);
    }

    /// <summary>Whether a text goes out and comes home, once a day.</summary>
    [DisallowConcurrentExecution]
    private sealed class Probing(SendRoundTrips send) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await send.Run(cancellationToken);
    }

    /// <summary>What is kept about people goes when its time is over.</summary>
    [DisallowConcurrentExecution]
    private sealed class Erasing(EraseExpired expired, EraseOldMessages messages) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            await expired.Run(cancellationToken);
            await messages.Run(cancellationToken);
        }
    }
}
