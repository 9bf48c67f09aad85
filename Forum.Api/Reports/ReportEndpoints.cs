using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>Words for a reporter's case.</summary>
/// <param name="Words">At most 2,000 characters.</param>
internal sealed record AddToReportRequest(string? Words);

/// <summary>The team that a case goes to.</summary>
/// <param name="Team">Its id.</param>
internal sealed record SendReportOnRequest(Guid Team);

/// <summary>A new secret, shown once.</summary>
/// <param name="Secret">The secret of <c>/s/{secret}</c>.</param>
internal sealed record NewLinkAnswer(string Secret);

/// <summary>What was undone.</summary>
/// <param name="Undone">By the event that had said it.</param>
internal sealed record UndoneAnswer(Events.EventType Undone);

/// <summary>The case that another has become a part of.</summary>
/// <param name="Number">Its number.</param>
internal sealed record WholeAnswer(string Number);

internal static class ReportEndpoints
{
    private const string Key = "Idempotency-Key";

    public static void MapReports(this RouteGroupBuilder forum)
    {
        var reports = forum.MapGroup("/reports").WithTags("Reports");
        reports.MapPost("/", async (BoundActor by, SubmitReportRequest request, [FromHeader(Name = Key)] string? key, SubmitReport submit, CancellationToken cancellation) =>
            TypedResults.Json(await submit.Run(by.Actor, request, key, cancellation), statusCode: StatusCodes.Status201Created)).Produces<SubmitReportAnswer>(201).NeedsPolicy(Policies.Report);
        reports.MapPost("/preview", async (BoundActor by, SubmitReportRequest request, SubmitReport submit, CancellationToken cancellation) =>
            TypedResults.Ok(await submit.Preview(by.Actor, request, cancellation))).NeedsPolicy(Policies.Report);
        reports.MapGet("/", async (BoundActor by, BrowseBoard browse, CancellationToken cancellation) => TypedResults.Ok(await browse.Run(by.Actor, cancellation))).NeedsPolicy(Policies.SeeBoard);
        reports.MapGet("/{number}", async (BoundActor by, string number, ReadCase read, CancellationToken cancellation) => TypedResults.Ok(await read.Run(by.Actor, number, cancellation))).NeedsPolicy(Policies.SeeBoard);
        reports.MapPost("/{number}/acknowledge", async (BoundActor by, string number, [FromHeader(Name = Key)] string? key, AcknowledgeReport acknowledge, CancellationToken cancellation) =>
            await Done(acknowledge.Run(by.Actor, number, key, cancellation))).NeedsPolicy(Policies.Acknowledge);
        reports.MapPost("/{number}/answer", async (BoundActor by, string number, AnswerReportRequest request, [FromHeader(Name = Key)] string? key, AnswerReport answer, CancellationToken cancellation) =>
            await Done(answer.Run(by.Actor, number, request, key, cancellation))).NeedsPolicy(Policies.Handle);
        reports.MapPost("/{number}/ask", async (BoundActor by, string number, AskReporterRequest request, [FromHeader(Name = Key)] string? key, AskReporter ask, CancellationToken cancellation) =>
            await Done(ask.Run(by.Actor, number, request, key, cancellation))).NeedsPolicy(Policies.Handle);
        reports.MapPost("/{number}/dismiss", async (BoundActor by, string number, DismissReportRequest request, [FromHeader(Name = Key)] string? key, DismissReport dismiss, CancellationToken cancellation) =>
            await Done(dismiss.Run(by.Actor, number, request, key, cancellation))).NeedsPolicy(Policies.Handle);
        reports.MapPost("/{number}/send-on", async (BoundActor by, string number, SendReportOnRequest request, [FromHeader(Name = Key)] string? key, SendReportOn send, CancellationToken cancellation) =>
            await Done(send.Run(by.Actor, number, request.Team, key, cancellation))).NeedsPolicy(Policies.Handle);
        reports.MapPost("/{number}/correct", async (BoundActor by, string number, CorrectReportRequest request, [FromHeader(Name = Key)] string? key, CorrectReport correct, CancellationToken cancellation) =>
            await Done(correct.Run(by.Actor, number, request, key, cancellation))).NeedsPolicy(Policies.Handle);
        reports.MapPut("/{number}/read", async (BoundActor by, string number, MarkRead mark, CancellationToken cancellation) => await Done(mark.Run(by.Actor, number, cancellation))).NeedsPolicy(Policies.OwnCases);
        forum.MapGet("/news", async (BoundActor by, BrowseNews browse, CancellationToken cancellation) => TypedResults.Ok(await browse.Run(by.Actor, cancellation))).WithTags("Reports").NeedsPolicy(Policies.OwnCases);
        MapAfterwards(forum, reports);
        reports.MapPost("/{number}/contact", async (BoundActor by, string number, ViewContactRequest request, [FromHeader(Name = Key)] string? key, ViewContact view, CancellationToken cancellation) =>
            TypedResults.Ok(await view.Run(by.Actor, number, request, key, cancellation))).NeedsPolicy(Policies.SeeContact);
        reports.MapPost("/{number}/new-link", async (BoundActor by, string number, [FromHeader(Name = Key)] string? key, ShowNewLink show, CancellationToken cancellation) =>
            TypedResults.Ok(new NewLinkAnswer(await show.Run(by.Actor, number, key, cancellation)))).NeedsPolicy(Policies.Handle);
        MapOwnCase(forum);
    }

    // What turns out afterwards: two cases are one, one is two, or it was a slip.
    private static void MapAfterwards(RouteGroupBuilder forum, RouteGroupBuilder reports)
    {
        reports.MapPost("/{number}/merge", async (BoundActor by, string number, MergeReportsRequest request, [FromHeader(Name = Key)] string? key, MergeReports merge, CancellationToken cancellation) =>
            TypedResults.Ok(new WholeAnswer(await merge.Run(by.Actor, number, request, key, cancellation)))).NeedsPolicy(Policies.Handle);
        reports.MapPost("/{number}/unmerge", async (BoundActor by, string number, [FromHeader(Name = Key)] string? key, UnmergeReport unmerge, CancellationToken cancellation) =>
            await Done(unmerge.Run(by.Actor, number, key, cancellation))).NeedsPolicy(Policies.Handle);
        reports.MapPost("/{number}/undo", async (BoundActor by, string number, [FromHeader(Name = Key)] string? key, UndoDeed undo, CancellationToken cancellation) =>
            TypedResults.Ok(new UndoneAnswer(await undo.Run(by.Actor, number, key, cancellation)))).NeedsPolicy(Policies.Acknowledge);
        forum.MapGet("/undo", async Task<Results<Ok<UndoOffer>, NoContent>> (BoundActor by, ReadUndo read, CancellationToken cancellation) =>
            await read.Run(by.Actor, cancellation) is { } offer ? TypedResults.Ok(offer) : TypedResults.NoContent()).WithTags("Reports").NeedsPolicy(Policies.Acknowledge);
        reports.MapPost("/{number}/split", async (BoundActor by, string number, SplitReportRequest request, [FromHeader(Name = Key)] string? key, SplitReport split, CancellationToken cancellation) =>
            TypedResults.Ok(await split.Run(by.Actor, number, request, key, cancellation))).NeedsPolicy(Policies.Handle);
        reports.MapPost("/{number}/one-matter", async (BoundActor by, string number, [FromHeader(Name = Key)] string? key, SplitReport split, CancellationToken cancellation) =>
            await Done(split.Keep(by.Actor, number, key, cancellation))).NeedsPolicy(Policies.Handle);
    }

    private static void MapOwnCase(RouteGroupBuilder forum)
    {
        var own = forum.MapGroup("/own-case").WithTags("Own case");
        own.MapGet("/", async (BoundActor by, ReadCase read, CancellationToken cancellation) => TypedResults.Ok(await read.Own(by.Actor, cancellation))).NeedsPolicy(Policies.FollowCase);
        own.MapPost("/still-there", async (BoundActor by, AddToReportRequest request, [FromHeader(Name = Key)] string? key, ReopenReport reopen, CancellationToken cancellation) =>
            await Done(reopen.Run(by.Actor, request.Words, key, cancellation))).NeedsPolicy(Policies.FollowCase);
        own.MapPost("/add", async (BoundActor by, AddToReportRequest request, [FromHeader(Name = Key)] string? key, AddToReport add, CancellationToken cancellation) =>
            TypedResults.Ok(await add.Run(by.Actor, request.Words ?? "", key, cancellation))).NeedsPolicy(Policies.FollowCase);
        own.MapPost("/erase-contact", async (BoundActor by, [FromHeader(Name = Key)] string? key, EraseContact erase, CancellationToken cancellation) =>
            await Done(erase.Run(by.Actor, key, cancellation))).NeedsPolicy(Policies.FollowCase);
    }

    public static async Task<NoContent> Done(Task work)
    {
        await work;
        return TypedResults.NoContent();
    }
}
