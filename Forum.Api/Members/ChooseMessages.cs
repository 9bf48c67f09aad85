using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>How a member is told of what is not urgent.</summary>
public sealed record MessageChoices
{
    /// <summary>The hours in which nobody is written to about what can wait, unless they choose others: from nine in the evening until eight in the morning.</summary>
    public const int EveningHour = 21, MorningHour = 8;

    /// <summary>By SMS, by e-mail, or not at all.</summary>
    public MessageWay Way { get; init; }

    /// <summary>In English, not in Danish.</summary>
    public bool English { get; init; }

    /// <summary>From this hour, 0 to 23 …</summary>
    public int QuietFrom { get; init; } = EveningHour;

    /// <summary>… until this one nothing is sent that can wait; the same hour twice: it may come at any time.</summary>
    public int QuietUntil { get; init; } = MorningHour;

    /// <summary>When, of the streets that the member follows.</summary>
    public MessageRhythm Rhythm { get; init; }

    /// <summary>The categories that the member wants to hear about there; none: all of them.</summary>
    public IReadOnlyList<CategoryCode> Categories { get; init; } = [];

    internal MessageChoices Checked()
    {
        var faults = new List<FieldFault>();
        if (!Enum.IsDefined(Way)) faults.Add(new("way", "AnswerMissing"));
        if (!Enum.IsDefined(Rhythm)) faults.Add(new("rhythm", "AnswerMissing"));
        if (QuietFrom is < 0 or > 23) faults.Add(new("quietFrom", "HourInvalid"));
        if (QuietUntil is < 0 or > 23) faults.Add(new("quietUntil", "HourInvalid"));
        if (Categories?.All(Enum.IsDefined) == false) faults.Add(new("categories", "AnswerMissing"));
        return faults.Count == 0 ? this with { Categories = [.. (Categories ?? []).Distinct().Order()] } : throw new Refused(RefusalCode.Invalid, [.. faults]);
    }
}

/// <summary>A member chooses how to be told of what is not urgent. What somebody must act on comes by SMS whatever is chosen.</summary>
public sealed class ChooseMessages(ForumDb db, EventLog log)
{
    /// <summary>What the actor has chosen.</summary>
    public async Task<MessageChoices> Read(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnMessages);
        return (await db.MessageChoices.AsNoTracking().FirstOrDefaultAsync(choice => choice.MemberId == actor.MemberId, cancellation))?.Now() ?? new();
    }

    /// <summary>Chooses anew; it holds for what waits to be sent, too.</summary>
    /// <exception cref="Refused">Invalid.</exception>
    public async Task<bool> Run(Actor actor, MessageChoices request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnMessages);
        var wanted = request.Checked();
        return await log.Write(actor, key is null ? null : new(nameof(ChooseMessages), key, new { actor.MemberId, request }), async entry =>
        {
            _ = entry;
            var choice = await db.MessageChoices.FirstOrDefaultAsync(one => one.MemberId == actor.MemberId, cancellation) ?? db.MessageChoices.Add(new() { MemberId = actor.MemberId!.Value }).Entity;
            choice.Set(wanted);
            return true;
        }, cancellation);
    }
}
