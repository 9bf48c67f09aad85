using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Forums;

/// <summary>What an SMS is paid from. Each has a limit of its own, so that codes can never use up what alerts are paid from.</summary>
public enum SmsPurse
{
    /// <summary>What is not urgent: news to reporters, members and those who follow a street. At the limit it is sent no more.</summary>
    News,

    /// <summary>Codes of people who sign in, and what tells them of a stranger. Always sent.</summary>
    Codes,

    /// <summary>What is urgent, everything to a crew on duty, and words on danger. Always sent.</summary>
    Alerts,
}

/// <summary>What a limit is counted in.</summary>
public enum BudgetUnit
{
    /// <summary>Kroner, by the price that the installation pays for an SMS.</summary>
    Kroner,

    /// <summary>SMS: a long text is several.</summary>
    Segments,
}

/// <summary>What the installation pays for an SMS (one segment) in kroner; null: nobody has said.</summary>
/// <param name="Kroner">The price.</param>
public sealed record SmsPrice(decimal? Kroner);

/// <summary>What the SMS of a forum may cost in a month, by its own calendar. 1 to 1,000,000 each; null: no limit.</summary>
public sealed record BudgetSettings : SettingsForm
{
    /// <summary>What the limits are counted in.</summary>
    public BudgetUnit Unit { get; init; }

    /// <summary>For news.</summary>
    public int? News { get; init; }

    /// <summary>For codes: the coordinators are told when it is reached; codes are sent all the same.</summary>
    public int? Codes { get; init; }

    /// <summary>For alerts: the coordinators are told when it is reached; alerts are sent all the same.</summary>
    public int? Alerts { get; init; }

    internal static BudgetSettings Of(Forum forum) => new BudgetSettings { Unit = forum.BudgetUnit, News = forum.BudgetNews, Codes = forum.BudgetCodes, Alerts = forum.BudgetAlerts }.Stamped();

    internal void Check(SmsPrice price)
    {
        const int most = 1_000_000;
        var fields = new SettingsFields();
        if (!Enum.IsDefined(Unit)) fields.Fault("unit", "AnswerMissing", 0);
        else if (Unit is BudgetUnit.Kroner && price.Kroner is null && (News ?? Codes ?? Alerts) is not null) fields.Fault("unit", "PriceUnknown", 0);
        foreach (var (limit, field) in new[] { (News, "news"), (Codes, "codes"), (Alerts, "alerts") })
            if (limit is { } some) fields.Whole(some, 1, most, field, "BudgetInvalid");
        fields.ThrowIfFaulty();
    }
}

/// <summary>The coordinator says what the SMS of a month may cost. It holds from then on, for the month that runs, too.</summary>
public sealed class ChangeBudget(ForumDb db, EventLog log, ReadForum forums, SmsPrice price)
{
    /// <summary>Changes it.</summary>
    /// <returns>The part as it is now.</returns>
    /// <exception cref="Refused">Invalid, ChangedMeanwhile.</exception>
    public async Task<BudgetSettings> Run(Actor actor, BudgetSettings request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        request.Check(price);
        var saved = await log.Write(actor, key is null ? null : new(nameof(ChangeBudget), key, request), async entry =>
        {
            var forum = await db.Forums.SingleAsync(f => f.Id == entry.ForumId, cancellation);
            if (!request.Changes(BudgetSettings.Of(forum))) return request;
            forum.Set(request);
            entry.Changed(SettingsPart.Budget);
            return BudgetSettings.Of(forum);
        }, cancellation);
        forums.Forget(actor.ForumId);
        return saved;
    }
}
