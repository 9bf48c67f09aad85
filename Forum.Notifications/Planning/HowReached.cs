using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>How a member is reached with a message now.</summary>
internal abstract record Reach
{
    private Reach()
    {
    }

    /// <summary>There.</summary>
    /// <param name="ByMail">By e-mail.</param>
    /// <param name="Address">The number, E.164, or the e-mail address.</param>
    /// <param name="Member">How the member wants to be told.</param>
    /// <param name="Purse">What an SMS is paid from.</param>
    public sealed record At(bool ByMail, string Address, MemberMessages Member, SmsPurse Purse) : Reach;

    /// <summary>Not before then.</summary>
    /// <param name="Until">The time.</param>
    public sealed record Later(DateTimeOffset Until) : Reach;

    /// <summary>Not at all.</summary>
    /// <param name="Reason">Why; one of <see cref="MessageReason"/>.</param>
    public sealed record Not(string Reason) : Reach;
}

/// <summary>
/// Says how a member is reached with a kind of message: membership, what the member has chosen, number, opt-out, and the hours in which nobody is written
/// to. Asked right before sending, and by whoever tries the rules out. It writes nothing.
/// </summary>
internal sealed class HowReached(NotificationsDb db, ReachMember members, ReadMessageChoices choices, EmailUse email, Budgets budgets, TimeProvider time)
{
    /// <summary>The answer as of now.</summary>
    /// <param name="settings">The forum.</param>
    /// <param name="member">The member as it is now; null: unknown.</param>
    /// <param name="kind">The kind of message.</param>
    /// <param name="rule">The rule that it was planned by, when the forum may change that.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="about">The category of the case, if it is about one.</param>
    public async Task<Reach> Of(ForumSettings settings, Reachable? member, string kind, MessageRule? rule, CancellationToken cancellation, CategoryCode? about = null)
    {
        if (member is not { Ended: false }) return new Reach.Not(MessageReason.NotNeeded);
        var mine = await choices.Run(Actor.Program(settings.Forum.Id), member.Id, cancellation);
        // What somebody must act on comes by SMS whatever is chosen, and so does everything to a crew on duty.
        var isFree = !IsUrgent(settings, kind, rule) && !IsCrewOnDuty(member) && !MessageKind.AsksForDigit(kind);
        if (kind == MessageKind.ResidentWarning && Unwanted(mine.Choices, about) is { } reason) return new Reach.Not(reason);
        if (isFree && mine.Choices.Way == MessageWay.Page) return new Reach.Not(MessageReason.OnPage);
        var purse = PurseOf(settings, member, kind, rule);
        // Nobody comes after the coordinator, who is rather told by e-mail, where no digit can be answered, than not at all.
        var mail = (!MessageKind.AsksForDigit(kind) || kind == MessageKind.CoordinatorUnanswered) && mine.Email is { } address && email.IsOn ? new Reach.At(true, address, mine, purse) : null;
        var reach = isFree && mail is not null && (mine.Choices.Way == MessageWay.Email || member.Phone is null) ? mail : await ByPhone(settings, member, mine, purse, cancellation);
        // What somebody must know is told the other way when the phone is not to be written to; news respect a STOP.
        if (reach is not Reach.At && !isFree && mail is not null) reach = mail;
        if (reach is not Reach.At at) return reach;
        if (Quiet(settings, member, mine.Choices, kind, rule) is { } end) return new Reach.Later(end);
        return at.ByMail || !await budgets.IsSpent(settings, purse, cancellation) ? at : mail ?? (Reach)new Reach.Not(MessageReason.Budget);
    }

    /// <summary>
    /// Whether a device of the member's may show now that there is news: it is chosen for each device, beside every other way, so number, budget and STOP do not
    /// matter; what somebody does not want to hear about and the hours in which nobody is written to do.
    /// </summary>
    /// <returns>What instead; null: it may. Then, how the member wants to be told.</returns>
    public async Task<(Reach? Instead, MemberMessages? Member)> OnScreen(ForumSettings settings, Reachable? member, string kind, MessageRule? rule, CancellationToken cancellation, CategoryCode? about = null)
    {
        if (member is not { Ended: false }) return (new Reach.Not(MessageReason.NotNeeded), null);
        var mine = await choices.Run(Actor.Program(settings.Forum.Id), member.Id, cancellation);
        if (kind == MessageKind.ResidentWarning && Unwanted(mine.Choices, about) is { } reason) return (new Reach.Not(reason), mine);
        return (Quiet(settings, member, mine.Choices, kind, rule) is { } end ? new Reach.Later(end) : null, mine);
    }

    /// <summary>Why nothing is sent to the phone of somebody who is no member; null: it is.</summary>
    public async Task<string?> WhyNot(ForumSettings settings, string phone, SmsPurse purse, CancellationToken cancellation) =>
        await IsOptedOut(settings.Forum.Id, phone, cancellation) ? MessageReason.OptedOut
        : await budgets.IsSpent(settings, purse, cancellation) ? MessageReason.Budget
        : null;

    /// <summary>Whether the phone wants no SMS from the forum.</summary>
    public Task<bool> IsOptedOut(int forumId, string phone, CancellationToken cancellation)
    {
        var hash = members.PhoneHash(phone);
        return db.OptOuts.AnyAsync(o => o.ForumId == forumId && o.PhoneHash == hash, cancellation);
    }

    /// <summary>Whether such a message waits for the end of the quiet hours when it comes in them.</summary>
    public static bool MayWait(ForumSettings settings, string kind, MessageRule? rule) =>
        IsForums(rule) ? settings.MessageRule(rule!.Value).Held : KindPolicy.Of(kind).MayBeHeld;

    // Whoever runs the forum must hear that nothing more is sent.
    private static SmsPurse PurseOf(ForumSettings settings, Reachable member, string kind, MessageRule? rule) =>
        IsUrgent(settings, kind, rule) || IsCrewOnDuty(member) || kind == MessageKind.CoordinatorBudget ? SmsPurse.Alerts : SmsPurse.News;

    /// <summary>Whether somebody must act on such a message.</summary>
    public static bool IsUrgent(ForumSettings settings, string kind, MessageRule? rule) => KindPolicy.Of(kind).Lane is Lane.Alert && !MayWait(settings, kind, rule);

    // Whether the forum decides if it waits.
    private static bool IsForums(MessageRule? rule) => rule is { } free && MessageRuleFreedom.Of(free).Hold;

    // Of the streets that somebody follows: whoever wants it every so often, or hears of other things only, is not told of this at once.
    private static string? Unwanted(MessageChoices chosen, CategoryCode? about) =>
        chosen.Rhythm != MessageRhythm.AtOnce ? MessageReason.InDigest
        : about is { } category && chosen.Categories.Count > 0 && !chosen.Categories.Contains(category) ? MessageReason.NotNeeded
        : null;

    private static bool IsCrewOnDuty(Reachable member) => member is { Role: Role.Crew, OnDuty: true };

    private async Task<Reach> ByPhone(ForumSettings settings, Reachable member, MemberMessages mine, SmsPurse purse, CancellationToken cancellation)
    {
        if (member.Phone is not { } phone) return new Reach.Not(MessageReason.NoAddress);
        return await IsOptedOut(settings.Forum.Id, phone, cancellation) ? new Reach.Not(MessageReason.OptedOut) : new Reach.At(false, phone, mine, purse);
    }

    private DateTimeOffset? Quiet(ForumSettings settings, Reachable member, MessageChoices chosen, string kind, MessageRule? rule)
    {
        if (!MayWait(settings, kind, rule)) return null;
        var (now, zone) = (time.GetUtcNow(), settings.Forum.Zone);
        if (!IsCrewOnDuty(member)) return QuietHours.End(now, zone, chosen.QuietFrom, chosen.QuietUntil);
        // A crew on duty works at night; what the forum itself lets wait, waits for them, too.
        return IsForums(rule) ? QuietHours.Morning(now, zone) : null;
    }
}
