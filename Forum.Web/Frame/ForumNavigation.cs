using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Frame;

/// <summary>The ways that a reader is offered: only those that work for this reader.</summary>
internal static class ForumNavigation
{
    public static ForumFrame Frame(ForumSettings settings, Actor actor, string? name, int news, IStringLocalizer<FrameText> words)
    {
        var forum = settings.Forum;
        var home = $"/{forum.Slug}";
        var links = new List<FrameLink> { new(home, words["NavFront"]) };
        if (Policies.SeeQuarter.Admits(actor) && !Policies.SeeBoard.Admits(actor)) links.Add(new($"{home}/kvarteret", words["NavQuarter"]));
        if (Policies.OwnCases.Admits(actor) && !Policies.SeeBoard.Admits(actor)) links.Add(new($"{home}/mine", New(news, words) is { } fresh ? $"{words["NavMine"]}, {fresh}" : words["NavMine"].Value));
        if (Policies.ReadReleased.Admits(actor)) links.Add(new($"{home}/frigivet", words["NavReleased"]));
        if (Policies.SeeFigures.Admits(actor)) links.Add(new($"{home}/maaned", words["NavMonth"]));
        else links.Add(new($"{home}/tal", words["NavFigures"]));
        if (Policies.KeepRoster.Admits(actor)) links.Add(new($"{home}/vagtplan", words["NavRoster"]));
        if (Policies.ManageMembers.Admits(actor)) links.Add(new($"{home}/folk", words["NavPeople"]));
        if (Policies.SeeAudit.Admits(actor)) links.Add(new($"{home}/logbog", words["NavAudit"]));
        if (Policies.SeeAudit.Admits(actor)) links.Add(new($"{home}/sletning", words["NavErasures"]));
        if (Policies.ChangeSettings.Admits(actor)) links.Add(new($"{home}/indstillinger", words["NavSettings"]));
        // Who has no work pages finds language and sign-out here.
        if (actor.Role is not null && !Policies.SeeBoard.Admits(actor)) links.Add(new($"{home}/mig", words["NavMe"]));
        if (actor.Role is null) links.Add(new("/log-ind", words["NavSignIn"]));
        return new()
        {
            Slug = forum.Slug, Name = forum.Name, Zone = forum.Zone, TileUrl = forum.TileUrl, Demo = forum.IsDemo, OnTrial = !settings.IsOverseen && Policies.SeeBoard.Admits(actor),
            About = words["About", forum.Name, Together(settings, words)],
            Reader = name is null ? null : new(name, actor.IsDeputy ? words["Role_Deputy"].Value : actor.Role is { } role ? words[$"Role_{role}"].Value : null, $"{home}/mig"),
            Links = links,
            FootLinks = [.. Join(forum, actor, words), new($"{home}/oplysninger", words["NavData"]), new($"{home}/was", words["NavAccess"])],
            Tabs = Tabs(home, actor, news, words),
        };
    }

    private static IEnumerable<FrameLink> Join(Forum forum, Actor actor, IStringLocalizer<FrameText> words) =>
        actor.Role is null && forum.ResidentsMayJoin ? [new($"/{forum.Slug}/foelg-med", words["NavJoin"])] : [];

    private static string? New(int count, IStringLocalizer<FrameText> words) => count switch { 0 => null, 1 => words["NewOne"].Value, _ => words["NewMany", count].Value };

    private static List<FrameTab> Tabs(string home, Actor actor, int news, IStringLocalizer<FrameText> words)
    {
        var tabs = new List<FrameTab>();
        if (Policies.SeeBoard.Admits(actor)) tabs.Add(new($"{home}/overblik", "list-check", words["NavBoard"]) { News = news, NewsWords = New(news, words) });
        if (Policies.Fetch.Admits(actor)) tabs.Add(new($"{home}/hentes", "truck", words["NavPickups"], words["NavPickupsShort"]));
        if (Policies.Fetch.Admits(actor)) tabs.Add(new($"{home}/skriv-ind", "list-add", words["NavEnter"]));
        if (Policies.Coordinate.Admits(actor)) tabs.Add(new($"{home}/leveret", "error", words["NavUndelivered"]));
        // Who watches over the forum has this page and the figures; the coordinator finds it at the foot.
        if (Policies.Oversee.Admits(actor)) tabs.Add(new($"{home}/logbog", "list-check", words["NavAudit"]));
        if (Policies.SeeFigures.Admits(actor)) tabs.Add(new($"{home}/maaned", "analytics", words["NavMonth"], words["NavMonthShort"]));
        return tabs;
    }

    private static string Together(ForumSettings settings, IStringLocalizer<FrameText> words)
    {
        var names = settings.Teams.Select(team => team.Name).Order(StringComparer.CurrentCulture).ToList();
        return names.Count < 2 ? string.Concat(names) : string.Join(", ", names[..^1]) + words["And"] + names[^1];
    }
}
