using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Places;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Forums;

/// <summary>All that can be set in a forum, as it is now; each part carries the version that a change of it must send back.</summary>
/// <param name="Contact">Names, numbers and the data controller.</param>
/// <param name="Times">Hours and limits.</param>
/// <param name="Words">What the forum says in its own words.</param>
/// <param name="Teams">The teams in use, by name.</param>
/// <param name="Places">The listed places, by name.</param>
/// <param name="Categories">Every category, in the order of the form.</param>
/// <param name="Rules">The ground rules of each.</param>
/// <param name="Keeping">How long personal data is kept.</param>
/// <param name="MessageRules">Who is told when something happens, as far as it may be changed.</param>
/// <param name="Budget">What the SMS of a month may cost.</param>
public sealed record SettingsView(ContactSettings Contact, TimeSettings Times, WordSettings Words, IReadOnlyList<TeamSettings> Teams, IReadOnlyList<PlaceSettings> Places,
    IReadOnlyList<CategorySettings> Categories, IReadOnlyList<GroundRulesSettings> Rules, KeepSettings Keeping, MessageRulesSettings MessageRules, BudgetSettings Budget);

/// <summary>The coordinator looks at the forum's settings.</summary>
public sealed class ReadSettings(ReadForum forums, RetentionTable retention)
{
    /// <summary>Reads them anew: what was saved on another node a moment ago is seen, too.</summary>
    public async Task<SettingsView> Run(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        forums.Forget(actor.ForumId);
        var settings = await forums.ById(actor.ForumId, cancellation);
        return new(ContactSettings.Of(settings.Forum), TimeSettings.Of(settings.Forum), WordSettings.Of(settings.Forum),
            [.. settings.Teams.OrderBy(team => team.Name, StringComparer.CurrentCulture).Select(TeamSettings.Of)], [.. settings.Places.Select(PlaceSettings.Of)],
            [.. settings.Categories.OrderBy(category => category.Order ?? int.MaxValue).Select(CategorySettings.Of)], [.. settings.Categories.Select(category => GroundRulesSettings.Of(category.Code, settings.Rules))],
            KeepSettings.Of(settings.Forum, retention), MessageRulesSettings.Of(settings.ChangedRules), BudgetSettings.Of(settings.Forum));
    }
}
