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

/// <summary>Some of those who are told.</summary>
/// <param name="Told">Who; each once for a kind of message.</param>
/// <param name="Last">The last of the followers who were looked at, when there may be more behind; null: these are all.</param>
internal sealed record Heard(IReadOnlyList<Told> Told, string? Last);

/// <summary>Who is told of an event by the forum's rules as they are now. It writes nothing: planning does, and trying the rules out does not.</summary>
internal sealed class WhoHears(NotificationsDb db, Recipients recipients, ReadForum forums)
{
    /// <summary>All who are told, however many.</summary>
    public async Task<IReadOnlyList<Told>> All(ForumEvent e, DateTimeOffset now, CancellationToken cancellation)
    {
        var (all, last) = (new List<Told>(), (string?)null);
        do
        {
            var some = await Of(e, last, now, cancellation);
            all.AddRange(some.Told);
            last = some.Last;
        }
        while (last is not null);
        return all;
    }

    /// <summary>All who are told, and of very many followers the next part.</summary>
    /// <param name="e">What happened.</param>
    /// <param name="after">Only the followers behind this one, who was the last of the part before; null: everybody, from the first on.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Heard> Of(ForumEvent e, string? after, DateTimeOffset now, CancellationToken cancellation)
    {
        var (all, keys, last) = (new List<Told>(), new HashSet<string>(), (string?)null);
        var settings = await forums.ById(e.ForumId, cancellation);
        foreach (var rule in Rules.For(e).Where(rule => after is null || rule.Who is Who.Followers))
        {
            // After a restore, or when a demo is made: what is too old to help plans nothing.
            if (e.OccurredAt + KindPolicy.Of(rule.Kind).Validity <= now) continue;
            var changed = rule.Free is { } free ? settings.MessageRule(free) : null;
            var people = await recipients.Of(rule, e, changed, after, cancellation);
            if (rule.Who is Who.Followers && people.Count == Recipients.Part) last = people[^1];
            var once = Once(rule, e, settings.Forum.Zone);
            var mayWait = HowReached.MayWait(settings, rule.Kind, rule.Free);
            var told = people.Select(person => new Told(rule, person, $"{e.ForumId}/{once}/{rule.Kind}/{person}", mayWait, e.Data.Danger ?? Danger.None)).ToList();
            var before = rule.OncePerCase || rule.OncePerDay ? await Planned([.. told.Select(one => one.Key)], cancellation) : [];
            all.AddRange(told.Where(one => !before.Contains(one.Key) && keys.Add(one.Key)));
        }

        return new(all, last);
    }

    private async Task<HashSet<string>> Planned(List<string> keys, CancellationToken cancellation)
    {
        var before = (await db.Messages.AsNoTracking().Where(m => EF.Parameter(keys).Contains(m.PlanKey)).Select(m => m.PlanKey).ToListAsync(cancellation)).ToHashSet();
        before.UnionWith(db.Messages.Local.Select(m => m.PlanKey));
        return before;
    }

    private static string Once(Rule rule, ForumEvent e, TimeZoneInfo zone) => rule switch
    {
        { OncePerCase: true } => $"case/{e.SubjectId}",
        { OncePerDay: true } => QuietHours.DayOf(e.OccurredAt, zone).ToString("'day/'yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => e.Seq.ToString(CultureInfo.InvariantCulture),
    };
}
