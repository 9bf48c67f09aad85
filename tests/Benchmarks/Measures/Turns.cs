using Tryghedsforum.Benchmarks.Scene;

namespace Tryghedsforum.Benchmarks.Measures;

/// <summary>
/// Turn and turn about: every server has its turn in every round, so that whatever else this machine does meets all of them alike. One round goes
/// before that is not counted (until then the runtime has compiled what runs often), and the median of the others is what counts.
/// </summary>
internal sealed class Turns
{
    private readonly Dictionary<(string Target, string Figure), List<double>> readings = [];

    /// <summary>Measures.</summary>
    /// <param name="targets">The servers, in order of their turns.</param>
    /// <param name="rounds">How many rounds count.</param>
    /// <param name="turn">Takes the figures of one turn, or warms the server up.</param>
    public static async Task<Turns> Take(IReadOnlyList<Target> targets, int rounds, Func<Target, bool, Task<IReadOnlyDictionary<string, double>>> turn)
    {
        var taken = new Turns();
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var target in targets)
            {
                var figures = await turn(target, round == 0);
                if (round == 0) continue;
                Console.Error.WriteLine($"  round {round}, {target.Name}: {string.Join(", ", figures.Select(figure => FormattableString.Invariant($"{figure.Key} {figure.Value:0.##}")))}");
                foreach (var (name, value) in figures) taken.Add(target.Name, name, value);
            }
        }

        return taken;
    }

    /// <summary>The median of a server's figure.</summary>
    public double Median(string target, string figure) => Figures.At(readings[(target, figure)], 0.5);

    private void Add(string target, string figure, double value)
    {
        if (!readings.TryGetValue((target, figure), out var values)) readings[(target, figure)] = values = [];
        values.Add(value);
    }
}

/// <summary>Figures of many readings.</summary>
internal static class Figures
{
    /// <summary>The reading that this share of all does not exceed.</summary>
    public static double At(IEnumerable<double> readings, double share)
    {
        var sorted = readings.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
    }
}
