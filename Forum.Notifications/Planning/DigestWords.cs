using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.PublicLists;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>What residents hear of their streets every so often: street, category and number only.</summary>
internal sealed class DigestWords(ReadPublicList lists, ReadMessageChoices choices)
{
    /// <summary>The words; null: there is nothing to tell any more, or nobody to tell it to.</summary>
    public async Task<string?> Of(ForumSettings settings, Guid member, DateTimeOffset? from, DateTimeOffset until, MessageChoices chosen, SmsWords words, CancellationToken cancellation)
    {
        if (chosen.Rhythm == MessageRhythm.AtOnce || from is not { } since) return null;
        var program = Actor.Program(settings.Forum.Id);
        var streets = (await choices.Digested(program, cancellation)).FirstOrDefault(one => one.Member == member).Streets ?? [];
        var news = (await lists.News(program, since, until, cancellation)).Where(one => streets.Contains(one.Case.Street!) && (chosen.Categories.Count == 0 || chosen.Categories.Contains(one.Case.Category))).ToList();
        if (news.Count == 0) return null;
        var told = news.GroupBy(one => one.Case.Street).OrderBy(street => street.Key, StringComparer.CurrentCulture).Select(street => words.Say("digest.street", street.Key!, string.Join(", ", Parts(street.ToList(), words))));
        return words.Say("digest", settings.Forum.Name, string.Join("; ", told));
    }

    private static IEnumerable<string> Parts(IReadOnlyList<CoarseNews> street, SmsWords words)
    {
        foreach (var kind in street.Where(one => one.IsNew).GroupBy(one => one.Case.Category).OrderBy(kind => kind.Key)) yield return words.Say(kind.Count() == 1 ? "digest.new.one" : "digest.new", kind.Count(), words.Say($"category.{kind.Key}"));
        var solved = street.Count(one => one.IsSolved);
        if (solved > 0) yield return words.Say("digest.solved", solved);
    }
}
