using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Places;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Forums;

/// <summary>A forum with the tables that it is run by. Read-only, and at most ten seconds old.</summary>
/// <param name="Forum">Its row.</param>
/// <param name="AllTeams">Its teams, those of before too.</param>
/// <param name="Categories">Its categories, in the order of the form.</param>
/// <param name="Rules">Who receives and fetches on which ground.</param>
/// <param name="Streets">Its streets, by name.</param>
/// <param name="Places">Its listed places, by name.</param>
public sealed record ForumSettings(
    Forum Forum,
    IReadOnlyList<Team> AllTeams,
    IReadOnlyList<Category> Categories,
    IReadOnlyList<GroundRule> Rules,
    IReadOnlyList<Street> Streets,
    IReadOnlyList<Place> Places)
{
    /// <summary>Its teams that are in use.</summary>
    public IReadOnlyList<Team> Teams { get; } = [.. AllTeams.Where(team => team.EndedAt is null)];

    /// <summary>Team by id, one of before too, or null.</summary>
    public Team? Team(Guid? id) => AllTeams.FirstOrDefault(team => team.Id == id);

    /// <summary>Somebody watches over those who run it. Without an overseer a forum is open on trial only, and its partners are told so.</summary>
    public bool IsOverseen { get; init; }

    /// <summary>The rules by which people are told that this forum has changed.</summary>
    public IReadOnlyList<MessageRuleSettings> ChangedRules { get; init; } = [];

    /// <summary>What this forum says in SMS in its own words.</summary>
    public IReadOnlyList<OwnSmsWords> SmsWords { get; init; } = [];

    /// <summary>A rule by which people are told, as this forum has it.</summary>
    public MessageRuleSettings MessageRule(MessageRule rule) => ChangedRules.FirstOrDefault(changed => changed.Rule == rule) ?? MessageRuleSettings.Default(rule);

    /// <summary>Street by id, or null.</summary>
    public Street? Street(int? id) => Streets.FirstOrDefault(street => street.Id == id);

    /// <summary>The category as this forum handles it; an unsorted message is handled as the first category, by its receivers.</summary>
    public Category Category(CategoryCode code) => Categories.First(category => category.Code == code);

    /// <summary>The rule for a category on a kind of ground; null: the category's receivers, and nobody fetches by itself.</summary>
    public GroundRule? Rule(CategoryCode category, Ground ground) => Rules.FirstOrDefault(rule => rule.Category == category && rule.Ground == ground);

    /// <summary>The streets as <see cref="Address"/> reads them.</summary>
    public IReadOnlyList<StreetName> StreetNames { get; } =
        [.. Streets.Select(street => new StreetName(street.Id, street.Name, street.OtherSpellings.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))];
}

/// <summary>What one forum among many is called.</summary>
internal sealed record NamedForum(int Id, string Slug, string Name, string TimeZone);

/// <summary>Reads forums by what they are called from outside.</summary>
public sealed class ReadForum(ForumDb db, IMemoryCache cache)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    /// <summary>By address; null when there is none.</summary>
    public async Task<ForumSettings?> BySlug(string slug, CancellationToken cancellation) =>
        slug.Length > 60 || slug.Any(char.IsControl) ? null : await Of(await Id(("slug", slug), db.Forums.Where(forum => forum.Slug == slug), cancellation), cancellation);

    /// <summary>By the number that an SMS was sent to, E.164; null when there is none.</summary>
    public async Task<ForumSettings?> BySmsNumber(string number, CancellationToken cancellation) =>
        await Of(await Id(("number", number), db.Forums.Where(forum => forum.SmsNumber == number), cancellation), cancellation);

    /// <summary>By key.</summary>
    /// <exception cref="Refused">There is none.</exception>
    public async Task<ForumSettings> ById(int id, CancellationToken cancellation) =>
        await Of(id, cancellation) ?? throw new Refused(RefusalCode.NotFound);

    /// <summary>All forums, by name; slug and name only.</summary>
    public async Task<IReadOnlyList<(string Slug, string Name)>> All(CancellationToken cancellation) =>
        [.. (await db.Forums.AsNoTracking().OrderBy(forum => forum.Name).Select(forum => new { forum.Slug, forum.Name }).ToListAsync(cancellation)).Select(forum => (forum.Slug, forum.Name))];

    /// <summary>Names of forums, and the zones they live in.</summary>
    /// <param name="only">Their keys; null: all.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task<IReadOnlyList<NamedForum>> Named(IReadOnlyList<int>? only, CancellationToken cancellation) =>
        await db.Forums.AsNoTracking().Where(forum => only == null || EF.Parameter(only).Contains(forum.Id)).Select(forum => new NamedForum(forum.Id, forum.Slug, forum.Name, forum.TimeZone)).ToListAsync(cancellation);

    /// <summary>The keys of all forums, for work that goes through them.</summary>
    public Task<List<int>> Ids(CancellationToken cancellation) => db.Forums.AsNoTracking().OrderBy(forum => forum.Id).Select(forum => forum.Id).ToListAsync(cancellation);

    /// <summary>What this node knows of a forum is read anew the next time; other nodes do so within ten seconds.</summary>
    internal void Forget(int id) => cache.Remove((nameof(ForumSettings), id));

    // A forum's tables are kept once, whatever it was called by.
    private async Task<int?> Id((string, string) name, IQueryable<Forum> called, CancellationToken cancellation)
    {
        if (cache.TryGetValue((nameof(ReadForum), name), out int known)) return known;
        return await called.Select(forum => (int?)forum.Id).FirstOrDefaultAsync(cancellation) is { } id ? cache.Set((nameof(ReadForum), name), id, Fresh) : null;
    }

    private async Task<ForumSettings?> Of(int? id, CancellationToken cancellation)
    {
        if (id is null) return null;
        if (cache.TryGetValue((nameof(ForumSettings), id.Value), out ForumSettings? known)) return known;
        if (await db.Forums.AsNoTracking().FirstOrDefaultAsync(forum => forum.Id == id, cancellation) is not { } forum) return null;
        var teams = await db.Teams.AsNoTracking().Where(team => team.ForumId == id).ToListAsync(cancellation);
        var settings = new ForumSettings(
            forum,
            teams,
            await db.Categories.AsNoTracking().Where(category => category.ForumId == id).OrderBy(category => category.Order).ThenBy(category => category.Id).ToListAsync(cancellation),
            await db.GroundRules.AsNoTracking().Where(rule => rule.ForumId == id).ToListAsync(cancellation),
            await db.Streets.AsNoTracking().Where(street => street.ForumId == id).OrderBy(street => street.Name).ToListAsync(cancellation),
            await db.Places.AsNoTracking().Where(place => place.ForumId == id).OrderBy(place => place.Name).ToListAsync(cancellation))
        {
            ChangedRules = [.. (await db.ChangedRules.AsNoTracking().Where(rule => rule.ForumId == id).ToListAsync(cancellation)).Select(rule => rule.Now(teams))],
            SmsWords = await db.SmsWordings.AsNoTracking().Where(words => words.ForumId == id && !db.SmsWordings.Any(newer => newer.ForumId == id && newer.Kind == words.Kind && newer.Version > words.Version))
                .Select(words => new OwnSmsWords(words.Kind, words.Version, words.Danish, words.English)).ToListAsync(cancellation),
            IsOverseen = await db.Members.AnyAsync(member => member.ForumId == id && member.Role == Role.Overseer && member.EndedAt == null, cancellation),
        };
        return cache.Set((nameof(ForumSettings), id.Value), settings, Fresh);
    }
}
