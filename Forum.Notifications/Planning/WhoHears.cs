using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>Somebody is told of an event.</summary>
/// <param name="Rule">By which rule.</param>
/// <param name="Recipient">Who, as messages name them.</param>
/// <param name="Key">What makes planning it twice impossible.</param>
/// <param name="MayWait">It is not urgent, and waits for the morning when it comes at night.</param>
/// <param name="Danger">What the words that it is about speak of.</param>
internal sealed record Told(Rule Rule, string Recipient, string Key, bool MayWait, Danger Danger);

/// <summary>Who is told of an event by the forum's rules as they are now. It writes nothing: planning does, and trying the rules out does not.</summary>
internal sealed class WhoHears(NotificationsDb db, Recipients recipients, ReadForum forums)
{
    /// <summary>All who are told; each once for a kind of message.</summary>
    public async Task<IReadOnlyList<Told>> Of(ForumEvent e, DateTimeOffset now, CancellationToken cancellation)
    {
        var all = new List<Told>();
        var settings = await forums.ById(e.ForumId, cancellation);
        foreach (var rule in Rules.For(e))
        {
            // After a restore, or when a demo is made: what is too old to help plans nothing.
            if (e.OccurredAt + KindPolicy.Of(rule.Kind).Validity <= now) continue;
            var changed = rule.Free is { } free ? settings.MessageRule(free) : null;
            foreach (var recipient in await recipients.Of(rule, e, changed, cancellation))
            {
                var key = $"{e.ForumId}/{Once(rule, e, settings.Forum.Zone)}/{rule.Kind}/{recipient}";
                if (all.Exists(told => told.Key == key)) continue;
                if ((rule.OncePerCase || rule.OncePerDay) && (db.Messages.Local.Any(m => m.PlanKey == key) || await db.Messages.AnyAsync(m => m.PlanKey == key, cancellation))) continue;
                all.Add(new(rule, recipient, key, HowReached.MayWait(settings, rule.Kind, rule.Free), e.Data.Danger ?? Danger.None));
            }
        }

        return all;
    }

    private static string Once(Rule rule, ForumEvent e, TimeZoneInfo zone) => rule switch
    {
        { OncePerCase: true } => $"case/{e.SubjectId}",
        { OncePerDay: true } => QuietHours.DayOf(e.OccurredAt, zone).ToString("'day/'yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => e.Seq.ToString(CultureInfo.InvariantCulture),
    };
}
