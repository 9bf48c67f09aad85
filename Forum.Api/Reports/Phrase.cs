using Tryghedsforum.Api.Places;

namespace Tryghedsforum.Api.Reports;

/// <summary>
/// A few words in a row as they may stand in a message. "a/b" either, "*" the rest of a word, "…" up to three words between, "_" at most one.
/// Words are compared loosely (<see cref="Folding.Loose"/>); from eight letters on a plain word may have one slip.
/// </summary>
internal sealed class Phrase
{
    private const int LettersForASlip = 8;

    private readonly List<Step> _steps = [];

    public Phrase(string text)
    {
        var gap = 0;
        foreach (var part in text.Split(' '))
        {
            if (part is "…" or "_") gap += part == "…" ? 3 : 1;
            else
            {
                _steps.Add(new(gap, [.. part.Split('/').Select(Folding.Loose)]));
                gap = 0;
            }
        }
    }

    public static IReadOnlyList<string> Words(string text)
    {
        var loose = Folding.Loose(text);
        return loose.Split([.. loose.Where(letter => !char.IsLetterOrDigit(letter)).Distinct()], StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Where the phrase stands in the words: first and last of each finding.</summary>
    public IEnumerable<(int First, int Last)> In(IReadOnlyList<string> words)
    {
        for (var start = 0; start < words.Count; start++)
            if (_steps[0].Fits(words[start]) && Rest(words, start, 1) is { } last) yield return (start, last);
    }

    private int? Rest(IReadOnlyList<string> words, int at, int step)
    {
        if (step == _steps.Count) return at;
        for (var next = at + 1; next <= at + 1 + _steps[step].Gap && next < words.Count; next++)
            if (_steps[step].Fits(words[next]) && Rest(words, next, step + 1) is { } last) return last;
        return null;
    }

    private sealed record Step(int Gap, string[] Words)
    {
        public bool Fits(string word) => Words.Any(wanted => Fits(word, wanted));

        private static bool Fits(string word, string wanted) => (wanted[0], wanted[^1]) switch
        {
            ('*', '*') => word.Contains(wanted[1..^1], StringComparison.Ordinal),
            ('*', _) => word.EndsWith(wanted[1..], StringComparison.Ordinal),
            (_, '*') => word.StartsWith(wanted[..^1], StringComparison.Ordinal),
            _ => word == wanted || (wanted.Length >= LettersForASlip && Spelling.Slips(word, wanted, 1) is not null),
        };
    }
}
