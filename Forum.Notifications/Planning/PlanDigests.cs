using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>
/// Plans, in the morning, what residents hear of their streets every day or every Monday. Safe to run twice: a member and a day have one message. What is
/// in it is read right before it is sent.
/// </summary>
internal sealed class PlanDigests(NotificationsDb db, ReadForum forums, ReadMessageChoices choices, MessageSignal signal, TimeProvider time)
{
    private const int Morning = 8, Evening = 21, Week = 7;

    /// <summary>Plans for all forums where it is day.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        foreach (var id in await forums.Ids(cancellation)) await Plan(await forums.ById(id, cancellation), cancellation);
    }

    private async Task Plan(ForumSettings settings, CancellationToken cancellation)
    {
        var (now, forum) = (time.GetUtcNow(), settings.Forum);
        var local = TimeZoneInfo.ConvertTime(now, forum.Zone);
        if (local.Hour is < Morning or >= Evening) return;
        var due = (await choices.Digested(Actor.Program(forum.Id), cancellation)).Where(one => one.Choices.Rhythm == MessageRhythm.Daily || local.DayOfWeek == DayOfWeek.Monday).ToList();
        if (due.Count == 0) return;
        var day = DateOnly.FromDateTime(local.Date).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var planned = await db.Write(
            async () =>
            {
                // Two nodes that do this at once would both find that it is not done.
                if (!db.IsSqlite) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({MessageKind.ResidentDigest}, {forum.Id}))", cancellation);
                var count = 0;
                foreach (var (member, chosen, _) in due) count += await Plan(forum.Id, OwnMessages.Member(member), day, chosen, now, cancellation) ? 1 : 0;
                return count;
            },
            cancellation);
        if (planned > 0) signal.Raise();
    }

    private async Task<bool> Plan(int forum, string recipient, string day, MessageChoices chosen, DateTimeOffset now, CancellationToken cancellation)
    {
        var key = $"{forum}/digest/{day}/{recipient}";
        if (await db.Messages.AnyAsync(m => m.PlanKey == key, cancellation)) return false;
        // From where the last one ended, so that nothing is told twice or not at all: one that did not leave, although there was something to tell, told nothing.
        var last = await db.Messages.Where(m => m.Recipient == recipient && m.Kind == MessageKind.ResidentDigest && m.State != MessageState.Failed && m.State != MessageState.Undelivered
            && (m.State != MessageState.Dropped || m.Reason == MessageReason.NotNeeded || m.Reason == MessageReason.OnPage)).MaxAsync(m => (DateTimeOffset?)m.DueAt, cancellation);
        var (usual, oldest) = (now.AddDays(chosen.Rhythm == MessageRhythm.Weekly ? -Week : -1), now.AddDays(-2 * Week));
        var since = last is null ? usual : last > oldest ? last.Value : oldest;
        db.Messages.Add(Message.Plan(MessageKind.ResidentDigest, forum, key, recipient, null, JsonSerializer.Serialize(new MessageArguments { Since = since }), now, now));
        return true;
    }
}
