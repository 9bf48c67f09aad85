using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>
/// Somebody has taken back what was done to a case: what has not left is cancelled, and who was already told wrongly is told so. Messages to reporters that
/// follow from a deed wait as long as it can be undone, so they hardly ever need that.
/// </summary>
internal sealed class TakeBack(NotificationsDb db, ReadUndone undone, TaskLetters letters, UndoWindow window)
{
    // A deed that was undone in its last moment is committed a little later: what waits for it, waits that much longer.
    private static readonly TimeSpan Commit = TimeSpan.FromSeconds(1), Settling = TimeSpan.FromSeconds(2);

    /// <summary>Until when a message waits for whoever set it off to change his mind; null: it does not.</summary>
    public DateTimeOffset? Wait(Rule rule, ForumEvent e) => rule.Who is Who.Reporter && rule.Kind != MessageKind.ReporterReceipt && e.ActorId is not null && window.Length > TimeSpan.Zero ? e.OccurredAt + window.Length + Commit : null;

    /// <summary>The number by which a message's event is looked up right before it is sent; null: it cannot be undone.</summary>
    public static long? Seq(ForumEvent e) => e is { SubjectKind: SubjectKind.Report, ActorId: not null } ? e.Seq : null;

    /// <summary>Cancels and corrects what followed from the events that one has undone; inside the planner's transaction.</summary>
    public async Task Run(ForumEvent e, DateTimeOffset now, CancellationToken cancellation)
    {
        var starts = (await undone.By(Actor.Program(e.ForumId), e.Seq, cancellation)).Select(seq => $"{e.ForumId}/{seq}/").ToList();
        foreach (var planned in db.Messages.Local.Where(m => m.SubjectId == e.SubjectId && Follows(m, starts)).ToList()) planned.TakeBack();
        var told = (await db.Messages.AsNoTracking().Where(m => m.ForumId == e.ForumId && m.SubjectId == e.SubjectId).ToListAsync(cancellation)).Where(m => Follows(m, starts)).ToList();
        var ids = told.Select(m => m.Id).ToList();
        if (ids.Count > 0) await db.Messages.Where(m => ids.Contains(m.Id) && m.State == MessageState.Pending).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, MessageState.Dropped).SetProperty(m => m.Reason, MessageReason.Undone).SetProperty(m => m.NextTryAt, (DateTimeOffset?)null), cancellation);
        var left = await db.Messages.AsNoTracking().Where(m => ids.Contains(m.Id) && m.State != MessageState.Dropped).ToListAsync(cancellation);
        foreach (var message in left.DistinctBy(m => (Correction(m.Kind), m.Recipient))) Correct(e, message, now);
        if (e.Data.Undoes is { } deed && TaskLetters.MayEnd(deed)) await letters.Reopen(e.SubjectId, e.OccurredAt - window.Length - Settling, cancellation);
    }

    /// <summary>What becomes of a message right before it is sent: null, it goes out.</summary>
    public async Task<Outgoing?> Instead(Message message, MessageArguments arguments, DateTimeOffset now, CancellationToken cancellation)
    {
        if (arguments.Seq is { } seq && await undone.Run(Actor.Program(message.ForumId), seq, cancellation)) return new Outgoing.Drop(MessageReason.Undone);
        if (arguments.Corrects is not { } first) return null;
        // Only who was told something else needs a correction.
        return await Stand.Of(db, db.Messages.Where(m => m.Id == first)).Select(stand => (MessageState?)stand.At.State).FirstOrDefaultAsync(cancellation) switch
        {
            MessageState.Dropped or MessageState.Failed or null => new Outgoing.Drop(MessageReason.NotNeeded),
            MessageState.Pending or MessageState.Sending => new Outgoing.HoldUntil(now + Settling),
            _ => null,
        };
    }

    private void Correct(ForumEvent e, Message message, DateTimeOffset now)
    {
        if (Correction(message.Kind) is not { } kind) return;
        var asked = JsonSerializer.Deserialize<MessageArguments>(message.Arguments)!.Asked;
        db.Messages.Add(Message.Plan(kind, e.ForumId, $"{e.ForumId}/{e.Seq}/{kind}/{message.Recipient}", message.Recipient, e.SubjectId,
            JsonSerializer.Serialize(new MessageArguments { Event = e.Type, By = e.ActorId, Asked = asked, Corrects = message.Id }), e.OccurredAt, now));
    }

    private static bool Follows(Message message, List<string> starts) => starts.Exists(start => message.PlanKey.StartsWith(start, StringComparison.Ordinal));

    // That something lies near children, or is a matter for the police, is true whoever has seen it.
    private static string? Correction(string kind) => kind switch
    {
        MessageKind.CrewTask or MessageKind.CrewAskedOn => MessageKind.CrewCancelled,
        MessageKind.TeamCase or MessageKind.CrewCancelled or MessageKind.CrewChange => MessageKind.Undone,
        _ when kind.StartsWith("reporter.", StringComparison.Ordinal) => MessageKind.ReporterUndone,
        _ => null,
    };
}
