using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>Something that could happen.</summary>
/// <param name="Event">What; one of <see cref="TryRules.Events"/>.</param>
/// <param name="Category">What the case is about.</param>
/// <param name="Ground">Where it is.</param>
/// <param name="NearChildren">Near children.</param>
/// <param name="Street">The street, by name; null: somewhere.</param>
public sealed record TryRulesRequest(EventType Event, CategoryCode Category, Ground Ground, bool NearChildren, string? Street);

/// <summary>What somebody would hear of it now.</summary>
public enum TriedStand
{
    /// <summary>The message would be sent at once.</summary>
    Now,

    /// <summary>It would be sent later.</summary>
    Later,

    /// <summary>It would not be sent.</summary>
    Not,
}

/// <summary>Somebody who would be told, or is meant and would not be.</summary>
/// <param name="Member">The member; null: one who is none, such as the reporter.</param>
/// <param name="Who">Who is meant, as a resource key.</param>
/// <param name="Kind">The kind of message, as a resource key.</param>
/// <param name="Stand">What would become of it.</param>
/// <param name="Until">Until when it would wait.</param>
/// <param name="Reason">Why it would not be sent: <see cref="TryRules.OffDuty"/> or one of the reasons of a message.</param>
/// <param name="ByMail">It would come by e-mail.</param>
public sealed record TriedLine(Reachable? Member, string Who, string Kind, TriedStand Stand, DateTimeOffset? Until, string? Reason, bool ByMail)
{
    /// <summary>The words that it would say, with examples in their places, where the forum may word them itself; null: they are fixed.</summary>
    public string? Words { get; init; }
}

/// <summary>
/// The coordinator tries the rules out: who would be told now if this happened? It asks what planning asks, and then what sending asks, and writes nothing.
/// </summary>
public sealed class TryRules
{
    /// <summary>The reason of those who are meant and not on duty.</summary>
    public const string OffDuty = "off-duty";

    private readonly ReadForum forums;
    private readonly WhoHears hears;
    private readonly HowReached how;
    private readonly ReachMember members;
    private readonly Budgets budgets;
    private readonly SmsWords words;
    private readonly TimeProvider time;

    private TryRules(ReadForum forums, WhoHears hears, HowReached how, ReachMember members, Budgets budgets, SmsWords words, TimeProvider time) =>
        (this.forums, this.hears, this.how, this.members, this.budgets, this.words, this.time) = (forums, hears, how, members, budgets, words, time);

    internal static TryRules From(IServiceProvider services) => new(
        services.GetRequiredService<ReadForum>(), services.GetRequiredService<WhoHears>(), services.GetRequiredService<HowReached>(), services.GetRequiredService<ReachMember>(), services.GetRequiredService<Budgets>(), services.GetRequiredService<SmsWords>(), services.GetRequiredService<TimeProvider>());

    /// <summary>The events of a case by which somebody is told.</summary>
    public static IReadOnlyList<EventType> Events { get; } = Scenes.Events;

    /// <summary>All who would be told, in the order of the rules, and behind them those who are meant and would not be.</summary>
    /// <exception cref="Refused">Invalid: nobody is told of such an event, or the forum does not know the category or street.</exception>
    public async Task<IReadOnlyList<TriedLine>> Run(Actor actor, TryRulesRequest request, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var now = time.GetUtcNow();
        var lines = new List<TriedLine>();
        foreach (var e in Scenes.Of(settings, request, now)) lines.AddRange(await Of(settings, e, now, cancellation, request.Category));
        return lines;
    }

    /// <summary>The same for one event as it would stand in the log.</summary>
    internal async Task<IReadOnlyList<TriedLine>> Of(ForumSettings settings, ForumEvent e, DateTimeOffset now, CancellationToken cancellation, CategoryCode? about = null)
    {
        var all = await members.All(e.ForumId, cancellation);
        var told = await hears.All(e, now, cancellation);
        var lines = new List<TriedLine>();
        var say = words.For(settings.SmsWords);
        foreach (var one in told)
        {
            var line = await Line(settings, one, all, now, about, cancellation);
            lines.Add(SmsTemplates.Of(one.Rule.Kind) is { } template && !(one.Rule.Who is Who.Reporter && one.Danger != Danger.None) ? line with { Words = say.Sample(settings, template) } : line);
        }

        foreach (var rule in Rules.For(e))
        {
            var changed = rule.Free is { } free ? settings.MessageRule(free) : null;
            var heard = told.Where(one => one.Rule.Kind == rule.Kind).Select(one => one.Recipient).ToHashSet();
            lines.AddRange(all.Where(member => Recipients.IsMeant(rule, e, changed, member) && heard.Add(OwnMessages.Member(member.Id)))
                .Select(member => new TriedLine(member, $"{rule.Who}", rule.Kind, TriedStand.Not, null, OffDuty, false)));
        }

        return lines;
    }

    private async Task<TriedLine> Line(ForumSettings settings, Told told, IReadOnlyList<Reachable> all, DateTimeOffset now, CategoryCode? about, CancellationToken cancellation)
    {
        var (rule, who) = (told.Rule, $"{told.Rule.Who}");
        if (told.Recipient.Split(':') is not ["member", var id])
        {
            var morning = HowReached.MayWait(settings, rule.Kind, rule.Free) ? QuietHours.Morning(now, settings.Forum.Zone) : null;
            if (morning is null && rule.Who is Who.Reporter && await budgets.IsSpent(settings, PrepareReporter.PurseOf(rule.Kind, told.Danger), cancellation)) return new(null, who, rule.Kind, TriedStand.Not, null, Delivery.MessageReason.Budget, false);
            return new(null, who, rule.Kind, morning is null ? TriedStand.Now : TriedStand.Later, morning, null, Delivery.KindPolicy.Of(rule.Kind).Lane is Delivery.Lane.Mail);
        }

        var member = all.FirstOrDefault(one => one.Id == Guid.Parse(id));
        return await how.Of(settings, member, rule.Kind, rule.Free, cancellation, about) switch
        {
            Reach.At at => new(member, who, rule.Kind, TriedStand.Now, null, null, at.ByMail),
            Reach.Later later => new(member, who, rule.Kind, TriedStand.Later, later.Until, null, false),
            Reach.Not not => new(member, who, rule.Kind, TriedStand.Not, null, not.Reason, false),
            _ => throw new InvalidOperationException("A reach of an unknown kind."),
        };
    }
}
