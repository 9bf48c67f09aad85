using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Notifications.Operation;
using Tryghedsforum.Notifications.Schedule;

namespace Tryghedsforum.Web;

/// <summary>Whether the program runs, and whether it can work; one word each, since anybody may ask.</summary>
internal static class Health
{
    /// <summary>The checks of being ready have this tag.</summary>
    public const string Ready = "ready";

    public static IServiceCollection AddForumHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DatabaseIsReady>("database", tags: [Ready], timeout: TimeSpan.FromSeconds(5))
            .AddCheck<WatchIsAwake>("watch", tags: [Ready], timeout: TimeSpan.FromSeconds(5))
            .AddCheck<TextsComeHome>("round-trip", tags: [Ready], timeout: TimeSpan.FromSeconds(5));
        services.AddSingleton<ProgramStart>();
        return services;
    }

    public static void MapForumHealth(this IEndpointRouteBuilder app)
    {
        // From now on the watch is waited for.
        app.ServiceProvider.GetRequiredService<ProgramStart>();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).NeedsPolicy(Policies.SeePublic);
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).NeedsPolicy(Policies.SeePublic);
    }

    // A node that is newer than the schema waits until it is migrated; one that is older works, since migrations only add.
    private sealed class DatabaseIsReady(ForumDb db) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any() ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy();
    }

    // Whoever watches over the messages has stopped. The pages work all the same, so a node is not taken away for it: it says Degraded, with status 200.
    private sealed class WatchIsAwake(ReadAlarms alarms, ProgramStart start, TimeProvider time) : IHealthCheck
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var beat = await alarms.LastBeat(cancellationToken) is { } last && last > start.At ? last : start.At;
            return time.GetUtcNow() - beat > Patience ? HealthCheckResult.Degraded() : HealthCheckResult.Healthy();
        }
    }

    // A forum's daily round trip is missing: its texts may reach nobody, and nobody's may reach it.
    private sealed class TextsComeHome(ReadRoundTrips trips) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            (await trips.Run(cancellationToken)).Values.Any(trip => trip.IsLate) ? HealthCheckResult.Degraded() : HealthCheckResult.Healthy();
    }

    private sealed class ProgramStart(TimeProvider time)
    {
        public DateTimeOffset At { get; } = time.GetUtcNow();
    }
}
