using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Releases;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Releases;

/// <summary>Says what was found in a text, and cuts it into what was found and what was not.</summary>
internal sealed class FoundWords(IStringLocalizer<ReleaseText> words, KindWords kinds)
{
    /// <summary>"telefonnummer (2) og mailadresse".</summary>
    public string In(MarkedText text) => kinds.Together(text.Finds.GroupBy(find => find.Kind).Select(kind => Name(kind.Key) + (kind.Count() > 1 ? $" ({kind.Count()})" : "")));

    /// <summary>What a find is.</summary>
    public string Name(FoundKind kind) => words[$"Found_{kind}"];

    /// <summary>The text in parts, each with what it was found to be.</summary>
    public static IEnumerable<(string Text, FoundKind? Kind)> Parts(MarkedText text)
    {
        var at = 0;
        foreach (var find in text.Finds)
        {
            if (find.Start > at) yield return (text.Text[at..find.Start], null);
            at = find.Start + find.Length;
            yield return (text.Text[find.Start..at], find.Kind);
        }

        if (at < text.Text.Length) yield return (text.Text[at..], null);
    }
}
