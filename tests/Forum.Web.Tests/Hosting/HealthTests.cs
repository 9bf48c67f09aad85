using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
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
