using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Reports;

/// <summary>A category as the forum handles it, see <see cref="Category"/>.</summary>
public sealed record CategorySettings : SettingsForm
{
    /// <summary>Which one.</summary>
    public CategoryCode Code { get; init; }

    /// <summary>Its place in the list that a reporter chooses from, 1 to 20; null: not offered.</summary>
    public int? Order { get; init; }

    /// <summary>How much outsiders may see of its cases.</summary>
    public PublicLevel PublicLevel { get; init; }

    /// <summary>Which of its cases the police get.</summary>
    public PoliceRule PoliceRule { get; init; }

    /// <summary>Somebody has to fetch something.</summary>
    public bool NeedsPickup { get; init; }

    /// <summary>What the reporter is told at once.</summary>
    public FixedAnswer FixedAnswer { get; init; }

    /// <summary>The team that receives it where no ground rule says otherwise.</summary>
    public Guid ReceivingTeam { get; init; }

    internal static CategorySettings Of(Category category) => new CategorySettings
    {
        Code = category.Code, Order = category.Order, PublicLevel = category.PublicLevel, PoliceRule = category.PoliceRule, NeedsPickup = category.NeedsPickup,
        FixedAnswer = category.FixedAnswer, ReceivingTeam = category.ReceivingTeamId,
    }.Stamped();

    internal void Check(IReadOnlyList<Team> teams)
    {
        var fields = new SettingsFields();
        if (Order is { } order) fields.Whole(order, 1, Code == CategoryCode.Unsorted ? 0 : 20, "order", "OrderInvalid");
        if (!Enum.IsDefined(PublicLevel)) fields.Fault("publicLevel", "ValueUnknown", 0);
        if (!Enum.IsDefined(PoliceRule)) fields.Fault("policeRule", "ValueUnknown", 0);
        if (!Enum.IsDefined(FixedAnswer)) fields.Fault("fixedAnswer", "ValueUnknown", 0);
        if (!teams.Any(team => team.Id == ReceivingTeam && team.Receives)) fields.Fault("receivingTeam", "TeamUnknown", 0);
        fields.ThrowIfFaulty();
    }
}

/// <summary>The coordinator changes how a category is handled. What has been reported keeps to what its reporter was shown.</summary>
public sealed class ChangeCategory(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Changes it.</summary>
    /// <returns>The category as it is now.</returns>
    /// <exception cref="Refused">Invalid, NotFound, ChangedMeanwhile.</exception>
    public async Task<CategorySettings> Run(Actor actor, CategorySettings request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var saved = await log.Write(actor, key is null ? null : new(nameof(ChangeCategory), key, request), async entry =>
        {
            var category = await db.Categories.FirstOrDefaultAsync(c => c.ForumId == entry.ForumId && c.Code == request.Code, cancellation) ?? throw new Refused(RefusalCode.NotFound);
            request.Check(await Teams(db, entry.ForumId, cancellation));
            if (!request.Changes(CategorySettings.Of(category))) return request;
            category.Set(request);
            entry.Changed(SettingsPart.Category, category: category.Code);
            return CategorySettings.Of(category);
        }, cancellation);
        forums.Forget(actor.ForumId);
        return saved;
    }

    internal static Task<List<Team>> Teams(ForumDb db, int forum, CancellationToken cancellation) =>
        db.Teams.AsNoTracking().Where(t => t.ForumId == forum && t.EndedAt == null).ToListAsync(cancellation);
}
