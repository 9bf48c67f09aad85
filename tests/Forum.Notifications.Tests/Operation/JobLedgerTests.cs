using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Operation;
using Tryghedsforum.Notifications.Tests.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Operation;

/// <summary>How the scheduled jobs went is written down, and is not written all the time.</summary>
[Collection(nameof(Town))]
public sealed class JobLedgerTests(Towns towns)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(20), Took = TimeSpan.FromMilliseconds(7);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_failure_is_counted_until_it_goes_well_again(DatabaseKind kind)
    {
        var town = await towns.On(kind);
        var (ledger, job) = (town.Services.GetRequiredService<JobLedger>(), $"Job-{Guid.NewGuid():N}");
        await ledger.Write(job, Every, Took, null, Cancel);
        var first = await Row(town, job);
        Assert.Equal((20, 7, null, 0), (first.EverySeconds, first.TookMs, first.Failure, first.Failures));
        Assert.Equal(first.EndedAt, first.GoodAt);

        town.Clock.Advance(TimeSpan.FromSeconds(20));
        await ledger.Write(job, Every, Took, null, Cancel);
        Assert.Equal(first.EndedAt, (await Row(town, job)).EndedAt);

        await ledger.Write(job, Every, Took, "TimeoutException", Cancel);
        await ledger.Write(job, Every, Took, "TimeoutException", Cancel);
        var failed = await Row(town, job);
        Assert.Equal(("TimeoutException", 2, first.GoodAt), (failed.Failure, failed.Failures, failed.GoodAt));

        await ledger.Write(job, Every, Took, null, Cancel);
        var good = await Row(town, job);
        Assert.Equal((null, 0), (good.Failure, good.Failures));
        Assert.True(good.GoodAt > first.GoodAt);
    }

    private static async Task<JobRun> Row(Town town, string job)
    {
        await using var scope = town.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<NotificationsDb>().JobRuns.AsNoTracking().SingleAsync(run => run.Name == job, Cancel);
    }
}
