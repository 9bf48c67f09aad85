using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.KillHost;

/// <summary>The hand on the builder: steps are noticed, and the clock can be moved; nothing else is other than in the program itself.</summary>
internal static class Composition
{
    public static void AddSteps(this WebApplicationBuilder builder, Steps steps, MovedClock clock)
    {
        var services = builder.Services;
        services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(clock.Time);
        services.Watch<SqliteForumDb>(steps).Watch<PostgresForumDb>(steps).Watch<SqliteNotificationsDb>(steps).Watch<PostgresNotificationsDb>(steps);
        var line = new LineSteps(steps);
        services.AddSingleton<IHttpMessageHandlerBuilderFilter>(line).AddSingleton<IStartupFilter>(line);
    }

    /// <summary>Does beforehand what takes long at a start and touches nothing: the models of the database.</summary>
    public static void WarmUp(this IServiceProvider services)
    {
        using var scope = services.CreateScope();
        _ = (scope.ServiceProvider.GetRequiredService<ForumDb>().Model, scope.ServiceProvider.GetRequiredService<NotificationsDb>().Model);
    }

    private static IServiceCollection Watch<TContext>(this IServiceCollection services, Steps steps)
        where TContext : DbContext
    {
        var statements = new StatementSteps(steps);
        return services.ConfigureDbContext<TContext>(options => options.AddInterceptors(statements));
    }
}
