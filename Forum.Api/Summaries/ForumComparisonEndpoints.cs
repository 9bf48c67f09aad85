using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Summaries;

internal static class ForumComparisonEndpoints
{
    public static void MapForumComparison(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/months/{month}", async (HttpContext context, string month, ActorSource actors, CompareForums compare, CancellationToken cancellation) =>
                TypedResults.Ok(await compare.Run(await actors.Across(context, cancellation), SummaryEndpoints.Month(month), cancellation)))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).WithTags("Figures").NeedsPolicy(Policies.CompareForums);
}
