namespace Tryghedsforum.Api.Places;

/// <summary>How far two spellings are apart.</summary>
internal static class Spelling
{
    /// <summary>Number of slips (letter missing, extra, wrong, or two swapped) between two words; null if more than <paramref name="most"/>.</summary>
    public static int? Slips(string written, string meant, int most)
    {
        if (Math.Abs(written.Length - meant.Length) > most) return null;

        var before = new int[meant.Length + 1];
        var row = new int[meant.Length + 1];
        var next = new int[meant.Length + 1];
        for (var j = 0; j <= meant.Length; j++) row[j] = j;

        for (var i = 1; i <= written.Length; i++)
        {
            next[0] = i;
            for (var j = 1; j <= meant.Length; j++)
            {
                var same = written[i - 1] == meant[j - 1];
                next[j] = Math.Min(Math.Min(row[j], next[j - 1]) + 1, row[j - 1] + (same ? 0 : 1));
                var swapped = i > 1 && j > 1 && written[i - 1] == meant[j - 2] && written[i - 2] == meant[j - 1];
                if (swapped) next[j] = Math.Min(next[j], before[j - 2] + 1);
            }
            (before, row, next) = (row, next, before);
        }
        return row[meant.Length] <= most ? row[meant.Length] : null;
    }
}
