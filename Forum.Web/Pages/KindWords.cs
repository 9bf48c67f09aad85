using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Web.Parts;
using Tryghedsforum.Web.Text;
using CoarseCase = Tryghedsforum.Api.PublicLists.PublicCase;
using StreetRow = Tryghedsforum.Web.Parts.PublicCase;

namespace Tryghedsforum.Web.Pages;

/// <summary>Says in words what a case is about, how much lies there, and where outsiders are told it is.</summary>
internal sealed class KindWords(IStringLocalizer<KindText> words, IStringLocalizer<FrameText> frame, ForumClock clock)
{
    public string Kind(CategoryCode category) => words[$"Category_{category}"];

    public string Find(Find find) => words[$"Find_{find}"];

    public string Amount(Amount amount) => words[$"Amount_{amount}"];

    public string Offer(CategoryCode category) => words[$"Offer_{category}"];

    /// <summary>"Kanyler på Hillerødgade".</summary>
    public string Title(CategoryCode category, string place) => place.Length == 0 ? Kind(category) : words["At", Kind(category), place];

    /// <summary>"Herberget og Sundhedsteamet".</summary>
    public string Together(IEnumerable<string> names)
    {
        string[] all = [.. names.Where(name => name.Length > 0).Distinct()];
        return all.Length < 2 ? string.Concat(all) : string.Join(", ", all[..^1]) + frame["And"] + all[^1];
    }

    /// <summary>The teams that a case goes to, the receiving one first.</summary>
    public string Teams(ForumSettings settings, Guid receives, Guid? fetches) =>
        Together(new[] { settings.Team(receives)?.Name, settings.Team(fetches)?.Name }.OfType<string>());

    /// <summary>The teams that a category goes to out in the street.</summary>
    public string Teams(ForumSettings settings, Category kind)
    {
        var rule = settings.Rule(kind.Code, Ground.Street);
        return Teams(settings, rule?.ReceivingTeamId ?? kind.ReceivingTeamId, kind.NeedsPickup ? rule?.FetchingTeamId : null);
    }

    /// <summary>"Kanyler, 2–5, tæt på børn, 1 billede".</summary>
    public string What(CategoryCode category, Find find, Amount amount, bool near, int pictures = 0)
    {
        var parts = new List<string> { category == CategoryCode.NeedleWaste ? words[$"Find_{find}"] : Kind(category) };
        if (category == CategoryCode.NeedleWaste) parts.Add(words[$"Amount_{amount}"]);
        if (near) parts.Add(words["NearChildren"]);
        if (pictures > 0) parts.Add(pictures == 1 ? words["OnePicture"] : words["Pictures", pictures]);
        return string.Join(", ", parts);
    }

    /// <summary>Where outsiders are told it is, in running text.</summary>
    public string Coarse(string? street, bool indoors) => street ?? words[indoors ? "IndoorsInText" : "InQuarterInText"];

    /// <summary>Open cases by street, the street with the newest first: "2 sager om kanyler, den ældste meldt i går".</summary>
    public IReadOnlyList<StreetRow> Open(IEnumerable<CoarseCase> cases, TimeZoneInfo zone) =>
        [.. cases.Where(each => each.Status != PublicStatus.Solved).GroupBy(Place).Select(street =>
        {
            var (oldest, kinds) = (Day(street.Min(each => each.Day), zone), street.Select(each => each.Category).Distinct().ToList());
            string what = (street.Count(), kinds) switch
            {
                (1, [var only]) => words["OneCase", Kind(only), oldest],
                (var count, [var only]) => words["CasesAbout", count, words[$"About_{only}"], oldest],
                (var count, _) => words["CasesMixed", count, oldest],
            };
            if (street.Any(each => each.NearChildren)) what += ", " + words["NearChildren"];
            var status = street.Any(each => each.Status == PublicStatus.Underway) ? ChipStatus.InProgress : ChipStatus.Received;
            return new StreetRow(street.Key, street.Key, what, status, words["AnnounceCase", street.Key, what]);
        })];

    /// <summary>What was solved, the newest first.</summary>
    public IReadOnlyList<StreetRow> Solved(IEnumerable<CoarseCase> cases, TimeZoneInfo zone) =>
        [.. cases.Where(each => each is { Status: PublicStatus.Solved, SolvedDay: not null }).OrderByDescending(each => each.SolvedDay)
            .Select((each, index) => new StreetRow($"solved-{index}", Place(each), words["OneSolved", Kind(each.Category), Day(each.SolvedDay!.Value, zone)], ChipStatus.Resolved))];

    /// <summary>"Løst i går: Hejrevej og Svanevej", in its two parts; null when nothing was.</summary>
    public (string Day, string Places)? LastSolved(IEnumerable<CoarseCase> cases, TimeZoneInfo zone)
    {
        var solved = cases.Where(each => each is { Status: PublicStatus.Solved, SolvedDay: not null }).ToList();
        if (solved.Count == 0) return null;
        var last = solved.Max(each => each.SolvedDay!.Value);
        return (Day(last, zone), Together(solved.Where(each => each.SolvedDay == last).Select(each => Coarse(each.Street, each.Indoors))));
    }

    /// <summary>A local day: "i dag", "i går", else the date.</summary>
    public string Day(DateOnly day, TimeZoneInfo zone)
    {
        var noon = day.ToDateTime(new TimeOnly(12, 0));
        return clock.Day(new DateTimeOffset(noon, zone.GetUtcOffset(noon)), zone);
    }

    private string Place(CoarseCase each) => each.Street ?? words[each.Indoors ? "Indoors" : "InQuarter"];
}
