namespace Tryghedsforum.Api.Places;

/// <summary>Which street the words name: first and last word of its name, and how many slips were forgiven.</summary>
internal sealed record StreetMatch(int Id, int From, int To, int Slips)
{
    private const int MostWords = 4;

    private static readonly (string Short, string Full)[] Usual =
        [("gd", "gade"), ("g", "gade"), ("v", "vej"), ("vejen", "vej"), ("vejs", "vej"), ("gaden", "gade"), ("pl", "plads"), ("al", "ale")];

    // Only a name that says it is a street may be guessed: "lygter" is not the street Lygten.
    private static readonly string[] Endings = ["vej", "gade", "ale", "plads", "strade", "vanget", "parken", "torv", "bakken", "stien", "alen", "have", "gard", "boulevard"];

    /// <summary>The first street in reading order; where several could be meant, the one with fewest slips, then the one of most words. Two equally near: none.</summary>
    public static StreetMatch? First(IReadOnlyList<string> words, IReadOnlyList<StreetName> streets)
    {
        var names = streets.SelectMany(street => street.OtherSpellings.Prepend(street.Name).Select(name => (street.Id, Key: Key(name)))).Where(name => name.Key.Length > 0).ToList();
        for (var first = 0; first < words.Count; first++)
            if (At(words, first, names) is { } match) return match;
        return null;
    }

    private static StreetMatch? At(IReadOnlyList<string> words, int first, List<(int Id, string Key)> names)
    {
        var found = new List<StreetMatch>();
        var written = "";
        for (var last = first; last < Math.Min(words.Count, first + MostWords); last++)
        {
            if (char.IsDigit(words[last][0])) break; // a house number, however near it makes a misspelled name
            written += Folding.Loose(words[last]);
            string[] spellings = [.. Spellings(written)];
            foreach (var (id, name) in names)
                if (SlipsIn(spellings, name) is { } slips) found.Add(new(id, first, last, slips));
        }

        var best = found.OrderBy(match => match.Slips).ThenByDescending(match => match.To).FirstOrDefault();
        return best is null || found.Any(match => match.Id != best.Id && match.Slips == best.Slips && match.To == best.To) ? null : best;
    }

    private static int? SlipsIn(string[] spellings, string name)
    {
        if (spellings.Contains(name)) return 0;
        if (!spellings[0].StartsWith(name[0]) || !Endings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))) return null;

        var allowed = name.Length switch { < 5 => 0, < 10 => 1, _ => 2 };
        return allowed == 0 ? null : spellings.Min(spelling => Spelling.Slips(spelling, name, allowed));
    }

    /// <summary>The word itself, and with the usual abbreviations and endings of a street written out.</summary>
    private static IEnumerable<string> Spellings(string written)
    {
        yield return written;
        foreach (var (shortened, full) in Usual)
            if (written.Length > shortened.Length + 2 && written.EndsWith(shortened, StringComparison.Ordinal)) yield return written[..^shortened.Length] + full;
    }

    private static string Key(string name) => string.Concat(Folding.Loose(name).Where(char.IsLetterOrDigit));
}
