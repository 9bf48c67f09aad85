using Tryghedsforum.Api.Forums;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>What the SMS of a month may cost, and whether it is used up. A month is one by the forum's calendar, whatever the clocks do in it.</summary>
internal sealed class Budgets(SmsUses uses, SmsPrice price, TimeProvider time)
{
    /// <summary>The share of a limit at which the coordinators are told.</summary>
    public const int Near = 80, Full = 100;

    private static readonly string[] ToNeighbours = ["reply.received", "reply.added", "reply.reopened", "reply.which-case", "reply.help", "reply.too-many"];

    /// <summary>What an answer to a text is paid from: those to crews and those about danger are always sent.</summary>
    public static SmsPurse PurseOf(string? reply) =>
        reply is not null && (ToNeighbours.Contains(reply) || reply.StartsWith("reply.ask.", StringComparison.Ordinal)) ? SmsPurse.News : SmsPurse.Alerts;

    /// <summary>The month that runs: 202703.</summary>
    public int Month(ForumSettings settings) => Of(LocalTime.Day(time.GetUtcNow(), settings.Forum.Zone));

    /// <summary>A month as a number: 202703.</summary>
    public static int Of(DateOnly day) => day.Year * 100 + day.Month;

    /// <summary>What a text counts as when it is handed over now.</summary>
    public SmsCost Cost(ForumSettings settings, string body, SmsPurse purse) => new(Gsm7.Segments(body), Month(settings), purse.ToString());

    /// <summary>How many SMS may be paid from a purse in a month; null: no limit, or one in kroner while nobody has said what an SMS costs.</summary>
    public int? Limit(Forum forum, SmsPurse purse)
    {
        var limit = purse switch { SmsPurse.News => forum.BudgetNews, SmsPurse.Codes => forum.BudgetCodes, _ => forum.BudgetAlerts };
        return limit is null || forum.BudgetUnit is BudgetUnit.Segments ? limit : price.Kroner is { } each ? (int)Math.Min(int.MaxValue, Math.Floor(limit.Value / each)) : null;
    }

    /// <summary>Whether nothing more is sent from a purse this month. What is on its way at that moment still goes.</summary>
    public async Task<bool> IsSpent(ForumSettings settings, SmsPurse purse, CancellationToken cancellation) =>
        purse is SmsPurse.News && Limit(settings.Forum, purse) is { } limit && await uses.Segments(settings.Forum.Id, Month(settings), purse.ToString(), cancellation) >= limit;

    /// <summary>How many hundredths of a limit are used, rounded down.</summary>
    public static int Percent(int used, int limit) => limit == 0 ? Full : (int)Math.Min(int.MaxValue, used * 100L / limit);
}
