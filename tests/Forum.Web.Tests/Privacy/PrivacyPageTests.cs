using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Pages.Privacy;
using Tryghedsforum.Web.Tests.Reports;
using Tryghedsforum.Web.Text;
using Xunit;

namespace Tryghedsforum.Web.Tests.Privacy;

public sealed class PrivacyPageTests(SharedForumHost shared) : IClassFixture<SharedForumHost>
{
    [Fact]
    public async Task The_page_says_how_long_everything_is_kept_and_whom_to_call()
    {
        var page = await shared.Host.Page("/nordvest/oplysninger");
        Assert.Contains("Slettes 30 dage efter, at sagen er lukket.", page.Words(".kept"), StringComparison.Ordinal);
        Assert.Contains("95 10 00 10", page.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("da-DK")]
    [InlineData("en")]
    public void Every_purpose_and_every_deed_in_the_program_has_its_words(string culture)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new(culture);
        try
        {
            var words = shared.Host.Services.GetRequiredService<IStringLocalizer<PrivacyText>>();
            Assert.All(KeptData.All.SelectMany(kind => kind.Purposes.Concat([$"Keep_{kind.Keep}", $"Days_{kind.Keep}"])), key => Assert.False(words[key].ResourceNotFound, key));
            Assert.Equal(Enum.GetValues<Retention>(), KeptData.All.Select(kind => kind.Keep));
            var deeds = shared.Host.Services.GetRequiredService<IStringLocalizer<MeText>>();
            Assert.All(Enum.GetNames<EventType>(), type => Assert.False(deeds[$"Deed_{type}"].ResourceNotFound, type));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
