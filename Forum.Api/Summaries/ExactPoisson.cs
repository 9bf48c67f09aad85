using MathNet.Numerics.Distributions;

namespace Tryghedsforum.Api.Summaries;

/// <summary>
/// Compares two counts of what comes at random, such as the reports of two months. Given the sum of both, the first is binomially distributed, so the exact
/// interval of Clopper and Pearson for its share gives an exact one for the ratio of the two rates, however few they are.
/// </summary>
internal static class ExactPoisson
{
    /// <summary>How often chance alone may make such a difference: a committee that makes two comparisons a month is misled about once in four years, at most.</summary>
    public const double Error = 0.01;

    /// <summary>How many times as many there are here as there, in equal times: the least and the most that fits the counts.</summary>
    /// <param name="here">Counted here.</param>
    /// <param name="timeHere">In how long.</param>
    /// <param name="there">Counted there.</param>
    /// <param name="timeThere">In how long.</param>
    /// <param name="error">How often chance alone may lie outside.</param>
    /// <returns>Low is 0 when nothing came here; High is null (no limit) when nothing came there.</returns>
    public static (double Low, double? High) Ratio(int here, TimeSpan timeHere, int there, TimeSpan timeThere, double error = Error)
    {
        var low = here == 0 ? 0 : Beta.InvCDF(here, there + 1, error / 2);
        var high = there == 0 ? 1 : Beta.InvCDF(here + 1, there, 1 - (error / 2));
        var times = timeThere / timeHere;
        return (low / (1 - low) * times, high >= 1 ? null : high / (1 - high) * times);
    }
}
