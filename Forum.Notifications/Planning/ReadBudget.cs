using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>What was used of one limit.</summary>
/// <param name="Purse">Of which.</param>
/// <param name="Messages">Messages handed over to the telephone company.</param>
/// <param name="Segments">SMS that these were: a long text is several.</param>
/// <param name="Limit">The limit in SMS; null: none.</param>
/// <param name="Percent">How many hundredths of it are used, rounded down; null: there is no limit.</param>
public sealed record BudgetLine(SmsPurse Purse, int Messages, int Segments, int? Limit, int? Percent)
{
    /// <summary>The coordinators are told of it.</summary>
    public bool IsNear => Percent >= Budgets.Near;

    /// <summary>Nothing is left.</summary>
    public bool IsFull => Percent >= Budgets.Full;
}

/// <summary>The SMS of a month: counts only.</summary>
/// <param name="Month">Its first day, by the forum's calendar.</param>
/// <param name="Price">What an SMS costs, in kroner; null: nobody has said.</param>
/// <param name="Lines">A line for each limit.</param>
/// <param name="Dropped">How many messages were not sent as SMS because of it.</param>
public sealed record BudgetView(DateOnly Month, decimal? Price, IReadOnlyList<BudgetLine> Lines, int Dropped)
{
    /// <summary>The line of the news, which are sent no more at the limit.</summary>
    public BudgetLine News => Lines[0];
}

/// <summary>The coordinator reads what the SMS of this month have come to.</summary>
public sealed class ReadBudget
{
    private readonly NotificationsDb db;
    private readonly ReadForum forums;
    private readonly SmsUses uses;
    private readonly Budgets budgets;
    private readonly SmsPrice price;
    private readonly TimeProvider time;

    private ReadBudget(NotificationsDb db, ReadForum forums, SmsUses uses, Budgets budgets, SmsPrice price, TimeProvider time) =>
        (this.db, this.forums, this.uses, this.budgets, this.price, this.time) = (db, forums, uses, budgets, price, time);

    internal static ReadBudget From(IServiceProvider services) => new(
        services.GetRequiredService<NotificationsDb>(), services.GetRequiredService<ReadForum>(), services.GetRequiredService<SmsUses>(), services.GetRequiredService<Budgets>(),
        services.GetRequiredService<SmsPrice>(), services.GetRequiredService<TimeProvider>());

    /// <summary>The month that runs.</summary>
    public async Task<BudgetView> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var settings = await forums.ById(actor.ForumId, cancellation);
        var (lines, month) = await Of(settings, cancellation);
        var since = LocalTime.Begin(month, settings.Forum.Zone);
        var dropped = await db.Messages.CountAsync(m => m.ForumId == actor.ForumId && m.State == MessageState.Dropped && m.Reason == MessageReason.Budget && m.DueAt >= since, cancellation);
        return new(month, price.Kroner, [.. lines.Select(line => line.Line)], dropped);
    }

    /// <summary>The lines of a forum, each with the percentage that its coordinators have been told of, and the first day of the month.</summary>
    internal async Task<(IReadOnlyList<(BudgetLine Line, int Told)> Lines, DateOnly Month)> Of(ForumSettings settings, CancellationToken cancellation)
    {
        var today = LocalTime.Day(time.GetUtcNow(), settings.Forum.Zone);
        var sums = await uses.Of(settings.Forum.Id, Budgets.Of(today), cancellation);
        return ([.. Enum.GetValues<SmsPurse>().Select(purse =>
        {
            var (sum, limit) = (sums.FirstOrDefault(one => one.Purse == purse.ToString()), budgets.Limit(settings.Forum, purse));
            return (new BudgetLine(purse, sum?.Messages ?? 0, sum?.Segments ?? 0, limit, limit is { } most ? Budgets.Percent(sum?.Segments ?? 0, most) : null), sum?.Told ?? 0);
        })], new(today.Year, today.Month, 1));
    }
}
