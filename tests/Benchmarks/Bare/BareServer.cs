using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tryghedsforum.Benchmarks.Bare;

/// <summary>
/// What the program is measured against: ASP.NET Core, EF Core and SignalR doing the same outward things by the shortest way. It answers at the
/// program's own addresses, so that one and the same client measures both.
/// </summary>
internal static class BareServer
{
    /// <summary>The word on the command line that starts it.</summary>
    public const string Word = "bare";

    public static async Task Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.ClearProviders().AddJsonConsole().SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
        var connection = builder.Configuration["Bare:Connection"]!;
        builder.Services.AddDbContext<BareDb>(options => BareDb.Use(options, connection));
        builder.Services.AddSignalR();
        builder.Services.AddRazorComponents();
        var app = builder.Build();
        app.MapHub<BareHub>("/live");
        app.MapPost("/api/v1/forums/{slug}/reports", Submit);
        // Where the telephone company says what became of a text.
        app.MapPost("/sms/status", () => Results.NoContent());
        app.MapGet("/{slug}", async (string slug, BareDb db, CancellationToken cancellation) =>
            new RazorComponentResult<BareFrontPage>(new { Forum = await db.Forums.AsNoTracking().SingleAsync(f => f.Slug == slug, cancellation) }));
        app.MapGet("/{slug}/overblik/{number}", CasePage);
        await app.RunAsync();
    }

    private static async Task<IResult> Submit(string slug, BareRequest request, BareDb db, IHubContext<BareHub> hub, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Taking the number first is what makes numbers gapless, here as there.
        var forum = (await db.Database.SqlQuery<Taken>(
            $"""UPDATE "Forums" SET "LastSeq" = "LastSeq" + 1 WHERE "Slug" = {slug} RETURNING "Id", "LastSeq" """).ToListAsync(cancellation))[0];
        var report = new BareReport
        {
            ForumId = forum.Id, Number = $"X-{forum.LastSeq}", Category = request.Category, Ground = request.Ground, Place = $"{request.Place.Written}, {request.Place.Detail}",
            Words = request.Words, Status = "Received", ReceivedAt = DateTime.UtcNow,
        };
        var happened = new BareEvent { ForumId = forum.Id, Seq = forum.LastSeq, Type = "ReportReceived", OccurredAt = report.ReceivedAt, SubjectId = report.Id, Data = $$"""{"Category":"{{request.Category}}"}""" };
        db.Reports.Add(report);
        db.Events.Add(happened);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        await hub.Clients.Group(slug).SendAsync("event", new BareLive(happened.Id, happened.Type, report.Number, happened.Seq.ToString(CultureInfo.InvariantCulture),
            new(report.Category, request.Place.Written, report.Status, false)), cancellation);
        return TypedResults.Json(new { report.Number, report.ReceivedAt }, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> CasePage(string slug, string number, BareDb db, CancellationToken cancellation)
    {
        var forum = await db.Forums.AsNoTracking().SingleAsync(f => f.Slug == slug, cancellation);
        var report = await db.Reports.AsNoTracking().SingleAsync(r => r.ForumId == forum.Id && r.Number == number, cancellation);
        var events = await db.Events.AsNoTracking().Where(e => e.SubjectId == report.Id).OrderBy(e => e.Seq).ToListAsync(cancellation);
        return new RazorComponentResult<BareCasePage>(new { Report = report, Events = events });
    }

    private sealed record Taken(int Id, long LastSeq);

    private sealed record BarePlace(string Written, string Detail);

    private sealed record BareRequest(string Category, string Ground, BarePlace Place, string Words);

    private sealed record BareRow(string Category, string Street, string Status, bool NearChildren);

    private sealed record BareLive(Guid Id, string Type, string Number, string Cursor, BareRow Row);

    private sealed record BareJoined(string Cursor, bool Reload, IReadOnlyList<BareLive> Events);

    private sealed class BareHub : Hub
    {
        public async Task<BareJoined> WatchForum(string slug, string? cursor)
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, slug, Context.ConnectionAborted);
            return new(cursor ?? "", Reload: true, []);
        }
    }
}
