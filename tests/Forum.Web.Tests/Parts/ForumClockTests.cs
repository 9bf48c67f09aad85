using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Time.Testing;
using Tryghedsforum.Web.Parts;
using Tryghedsforum.Web.Text;
using Xunit;

namespace Tryghedsforum.Web.Tests.Parts;

public sealed class ForumClockTests
{
    private static readonly TimeZoneInfo Here = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    // 13.06 here, in winter.
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 6, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "i dag kl.\u00a013.06", "today at 13:06")]
    [InlineData(-13 * 60 - 7, "i går kl.\u00a023.59", "yesterday at 23:59")]
    [InlineData(24 * 60 - 300, "i morgen kl.\u00a08.06", "tomorrow at 8:06")]
    [InlineData(-3 * 24 * 60, "21. november kl.\u00a013.06", "21 November at 13:06")]
    [InlineData(-400 * 24 * 60, "20. oktober 2025 kl.\u00a014.06", "20 October 2025 at 14:06")]
    public void A_time_is_said_as_people_say_it(int minutes, string danish, string english)
    {
        Assert.Equal(danish, In("da-DK", clock => clock.DayAndTime(Now.AddMinutes(minutes), Here)));
        Assert.Equal(english, In("en", clock => clock.DayAndTime(Now.AddMinutes(minutes), Here)));
    }

    [Theory]
    [InlineData(114, "før kl.\u00a015")]
    [InlineData(116, "før kl.\u00a015.02")]
    [InlineData(20 * 60 + 54, "i morgen før kl.\u00a010")]
    public void A_promise_names_its_hour(int minutes, string words) =>
        Assert.Equal(words, In("da-DK", clock => clock.Before(Now.AddMinutes(minutes), Here)));

    [Theory]
    [InlineData(0, "lige nu")]
    [InlineData(2, "for 2\u00a0min siden")]
    [InlineData(61, "for 1\u00a0t siden")]
    [InlineData(26 * 60, "for 1\u00a0dag siden")]
    [InlineData(60 * 60, "for 2\u00a0dage siden")]
    public void What_has_been_is_said_roughly(int minutesAgo, string words) =>
        Assert.Equal(words, In("da-DK", clock => clock.Ago(Now.AddMinutes(-minutesAgo))));

    [Theory]
    [InlineData(114, "1\u00a0t 54\u00a0min")]
    [InlineData(113.5, "1\u00a0t 54\u00a0min")]
    [InlineData(180, "3\u00a0t")]
    [InlineData(-40, "40\u00a0min over tid")]
    [InlineData(-0.5, "1\u00a0min over tid")]
    public void What_is_left_is_said_to_the_minute(double minutes, string words) =>
        Assert.Equal(words, In("da-DK", clock => clock.Left(Now.AddMinutes(minutes))));

    private static string In(string culture, Func<ForumClock, string> say)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new(culture);
        try
        {
            using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
            return say(new ForumClock(new FakeTimeProvider(Now), services.GetRequiredService<IStringLocalizer<PartText>>()));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
