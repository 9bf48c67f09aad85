using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Summaries;

/// <summary>A correction that was begun.</summary>
/// <param name="Version">Its number.</param>
internal sealed record CorrectSummaryAnswer(int Version);

internal static class SummaryEndpoints
{
    private const string Key = "Idempotency-Key";

    public static void MapSummaries(this RouteGroupBuilder forum)
    {
        forum.MapGet("/months/{month}", async (BoundActor by, string month, CountMonth count, CancellationToken cancellation) =>
            TypedResults.Ok(await count.Run(by.Actor, Month(month), cancellation))).WithTags("Figures").NeedsPolicy(Policies.SeeFigures);
        var summaries = forum.MapGroup("/summaries").WithTags("Figures");
        summaries.MapGet("/years/{year:int}", async (BoundActor by, int year, BrowseSummaries browse, CancellationToken cancellation) => TypedResults.Ok(await browse.Run(by.Actor, year, cancellation))).NeedsPolicy(Policies.SeeFigures);
        var one = summaries.MapGroup("/{month}");
        one.MapGet("/", async (BoundActor by, string month, ReadSummary read, CancellationToken cancellation) =>
            TypedResults.Ok(await read.Run(by.Actor, Month(month), null, cancellation))).NeedsPolicy(Policies.SeeFigures);
        one.MapGet("/versions/{edition:int}", async (BoundActor by, string month, int edition, ReadSummary read, CancellationToken cancellation) =>
            TypedResults.Ok(await read.Run(by.Actor, Month(month), edition, cancellation))).NeedsPolicy(Policies.SeeFigures);
        one.MapPut("/", async (BoundActor by, string month, WriteSummaryRequest request, [FromHeader(Name = Key)] string? key, WriteSummary write, CancellationToken cancellation) =>
            await ReportEndpoints.Done(write.Run(by.Actor, Month(month), request, key, cancellation))).NeedsPolicy(Policies.Summarize);
        one.MapPost("/publish", async (BoundActor by, string month, PublishSummaryRequest request, [FromHeader(Name = Key)] string? key, PublishSummary publish, CancellationToken cancellation) =>
            await ReportEndpoints.Done(publish.Run(by.Actor, Month(month), request, key, cancellation))).NeedsPolicy(Policies.Summarize);
        one.MapPost("/correct", async (BoundActor by, string month, [FromHeader(Name = Key)] string? key, CorrectSummary correct, CancellationToken cancellation) =>
            TypedResults.Ok(new CorrectSummaryAnswer(await correct.Run(by.Actor, Month(month), key, cancellation)))).NeedsPolicy(Policies.Summarize);
    }

    internal static DateOnly Month(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is > 2000 and < 2200 ? month : throw new Refused(RefusalCode.NotFound);
}
