using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Forums;

/// <summary>So much of what a month's SMS may cost is used.</summary>
/// <param name="Month">The first day of the month, by the forum's calendar.</param>
/// <param name="Purse">Of which.</param>
/// <param name="Percent">80 or 100.</param>
public sealed record NoteBudgetRequest(DateOnly Month, SmsPurse Purse, int Percent);

/// <summary>The program says in the log that a month's SMS near their limit, or have reached it: the coordinators are told by the rules, once.</summary>
public sealed class NoteBudget(EventLog log)
{
    /// <summary>Says it. What it is about has the same id whenever it is said, so that it is told once even if it is said twice.</summary>
    public Task<bool> Run(Actor actor, NoteBudgetRequest request, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var what = string.Create(CultureInfo.InvariantCulture, $"{actor.ForumId}/{request.Month:yyyy-MM}/{request.Purse}/{request.Percent}");
        return log.Write(actor, new(nameof(NoteBudget), what, request), entry =>
        {
            var subject = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 16));
            entry.Append(EventType.BudgetNeared, SubjectKind.Forum, subject, Audience.None, new EventData { Purse = request.Purse, Count = request.Percent });
            return Task.FromResult(true);
        }, cancellation);
    }
}
