using Tryghedsforum.Api.Summaries;
using Xunit;

namespace Tryghedsforum.Api.Tests.Summaries;

public sealed class ExactPoissonTests
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [Fact]
    public void The_interval_is_the_exact_one_whatever_the_counts()
    {
        for (var here = 0; here <= 40; here++)
        {
            for (var there = 0; there <= 40; there++)
            {
                if (here + there == 0) continue;
                var (low, high) = ExactPoisson.Ratio(here, Month, there, Month);
                // At the lower end so many or more come half as often as the error allows; at the upper end, so few or fewer.
                if (here > 0) Assert.Equal(ExactPoisson.Error / 2, AtLeast(here, here + there, low / (1 + low)), 6);
                if (high is { } most) Assert.Equal(ExactPoisson.Error / 2, 1 - AtLeast(here + 1, here + there, most / (1 + most)), 6);
                else Assert.Equal(0, there);
            }
        }
    }

    [Fact]
    public void It_claims_nothing_that_so_few_cannot_bear()
    {
        Assert.True(ExactPoisson.Ratio(2, Month, 0, Month).Low < 1);
        Assert.True(ExactPoisson.Ratio(7, Month, 1, Month).Low < 1);
        Assert.True(ExactPoisson.Ratio(7, Month, 0, Month).Low < 1);
        Assert.True(ExactPoisson.Ratio(8, Month, 0, Month).Low > 1);
        Assert.True(ExactPoisson.Ratio(0, Month, 8, Month).High < 1);
        Assert.Equal((0, null), ExactPoisson.Ratio(0, Month, 0, Month));
    }

    [Fact]
    public void A_longer_month_is_no_rise()
    {
        var (low, high) = ExactPoisson.Ratio(620, TimeSpan.FromDays(31), 560, TimeSpan.FromDays(28));
        Assert.Equal(1, Math.Sqrt(low * high!.Value), 2);
    }

    // Exactly, by adding up the binomial's terms in logarithms.
    private static double AtLeast(int least, int of, double share)
    {
        var sum = 0.0;
        for (var k = least; k <= of; k++) sum += Math.Exp(Choose(of, k) + (k * Math.Log(share)) + ((of - k) * Math.Log(1 - share)));
        return sum;
    }

    private static double Choose(int of, int k) => Enumerable.Range(1, k).Sum(i => Math.Log((of - k + i) / (double)i));
}
