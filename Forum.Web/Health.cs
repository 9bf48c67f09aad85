using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Web;

/// <summary>Whether the program runs, and whether it can work; one word each, since anybody may ask.</summary>
internal static class Health
{
    /// <summary>The checks of being ready have this tag.</summary>
    public const string Ready = "ready";

    public static IServiceCollection AddForumHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DatabaseIsReady>("database", tags: [Ready], timeout: TimeSpan.FromSeconds(5));
        return services;
    }

    public static void MapForumHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).NeedsPolicy(Policies.SeePublic);
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).NeedsPolicy(Policies.SeePublic);
    }

    // A node that is newer than the schema waits until it is migrated; one that is older works, since migrations only add.
    private sealed class DatabaseIsReady(ForumDb db) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any() ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy();
    }
}
