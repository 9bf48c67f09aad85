using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;

namespace Tryghedsforum.Notifications.Inbound;

/// <summary>
/// The inbound texts at work: claimed with a lease, carried out under the text's own key, and marked done together with the answer. A text that fails again and
/// again is given up to a human.
/// </summary>
internal sealed partial class WorkOnTexts(IServiceScopeFactory scopes, MessageSignal messages, TimeProvider time, ILogger<WorkOnTexts> logger) : BackgroundService
{
    /// <summary>How long a claim holds.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private const int MostAttempts = 8;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);
    private readonly Bell bell = new();

    /// <summary>There is a new text. May be lost: it also sweeps.</summary>
    public void Wake() => bell.Ring();

    /// <summary>Works on what is there, one after the other in the order it came, and ends.</summary>
    public async Task<int> RunOnce(CancellationToken cancellation)
    {
        var done = 0;
        while (await One(cancellation)) done++;
        return done;
    }

    /// <summary>Lets go what a program that is no more had taken up.</summary>
    public async Task LetGo(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NotificationsDb>();
        var past = time.GetUtcNow().AddSeconds(-1);
        await db.Write(() => db.InboundTexts.Where(t => t.State == InboundState.Working).ExecuteUpdateAsync(set => set.SetProperty(t => t.LeaseUntil, past), cancellation), cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnce(stoppingToken);
                await bell.Wait(SweepEvery, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The host stops.
            }
#pragma warning disable CA1031 // A database that is away for a while must not end the work: the lease runs out, and the text is taken up again.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Log.Failed(logger, exception);
                await bell.Wait(SweepEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> One(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NotificationsDb>();
        if (await Claim(db, cancellation) is not { } text) return false;
        if (text.State == InboundState.Failed) return true;
        var cipher = scope.ServiceProvider.GetRequiredService<FieldCipher>();
        var from = cipher.Open(text.FromSealed, PrepareMessage.FromPurpose);
        var body = cipher.Open(text.BodySealed, ReceiveSms.BodyPurpose);
        var outcome = text.ForumId is { } forum && from is not null && body is not null
            ? await scope.ServiceProvider.GetRequiredService<WorkOnText>().Run(text, forum, from, body, cancellation)
            : new TextOutcome("no-forum");
        await db.Write(() => Finish(db, text, outcome, cancellation), cancellation);
        messages.Raise();
        return true;
    }

    private Task<InboundSms?> Claim(NotificationsDb db, CancellationToken cancellation) => db.Write(
        async () =>
        {
            var now = time.GetUtcNow();
            // What one phone says counts in its order: "START" after "STOP", "1" after "4".
            var found = await db.InboundTexts.FromSqlRaw(
                db.WithLocks("""
                    SELECT * FROM "InboundTexts" AS "T" WHERE ("State" = 'Received' OR ("State" = 'Working' AND "LeaseUntil" < {0})) AND NOT EXISTS (
                      SELECT 1 FROM "InboundTexts" AS "E" WHERE "E"."FromHash" = "T"."FromHash" AND "E"."State" IN ('Received', 'Working')
                      AND ("E"."ReceivedAt" < "T"."ReceivedAt" OR ("E"."ReceivedAt" = "T"."ReceivedAt" AND "E"."Id" < "T"."Id")))
                    ORDER BY "ReceivedAt", "Id" LIMIT 1 FOR UPDATE SKIP LOCKED
                    """), db.Raw(now)).ToListAsync(cancellation);
            if (found is not [var text]) return null;
            if (!text.TakeUp(now + Lease, MostAttempts)) Log.GivenUp(logger, text.Id);
            return text;
        },
        cancellation);

    private async Task Finish(NotificationsDb db, InboundSms claimed, TextOutcome outcome, CancellationToken cancellation)
    {
        var text = await db.InboundTexts.FirstAsync(t => t.Id == claimed.Id, cancellation);
        // Somebody else took it over in the meantime, and did the same under the same key.
        if (text.State != InboundState.Working || text.Attempt != claimed.Attempt) return;
        text.Finish(outcome);
        if (outcome.Reply is not { } reply) return;
        var now = time.GetUtcNow();
        db.Messages.Add(Message.Plan(MessageKind.InboundReply, text.ForumId!.Value, $"inbound/{text.Id}", $"inbound:{text.Id}", null, JsonSerializer.Serialize(reply), now, now));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Working on an inbound text failed; it is tried again")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Critical, Message = "Inbound text {InboundId} was given up after several attempts; a human must read it")]
        public static partial void GivenUp(ILogger logger, Guid inboundId);
    }
}
