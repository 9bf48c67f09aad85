using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Delivery;

public sealed class UndeliveredPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    [Fact]
    public async Task A_message_that_did_not_arrive_stands_there_until_somebody_has_handled_it()
    {
        var company = work.Host.Services.GetRequiredService<SimulatedPhones>();
        company.Set(AnswerFault.None, CallbackFault.Undelivered);
        var (number, _) = await work.Report();
        var maja = await work.As("Maja Ellekilde");
        // Two who receive the case, and two who are to fetch it.
        await Eventually.True(async () => (await maja.Page($"/{Slug}/leveret")).QuerySelectorAll(".round > li").Length == 4);
        company.Set(AnswerFault.None);
        var page = await maja.Page($"/{Slug}/leveret");
        Assert.Contains(number, Words(page), StringComparison.Ordinal);
        Assert.Contains("Ida Falkentoft, Sundhedsteamet", Words(page), StringComparison.Ordinal);
        Assert.Contains("Nåede ikke frem", Words(page), StringComparison.Ordinal);
        var after = await maja.Press(page, ".round form button");
        Assert.Contains("Den er håndteret.", Words(after), StringComparison.Ordinal);
        Assert.Equal(3, after.QuerySelectorAll(".round > li").Length);
    }

    [Fact]
    public async Task Coordinators_are_told_when_the_installation_sends_no_sms()
    {
        await using var silent = await ForumHost.StartAsync(new() { Settings = new Dictionary<string, string?> { ["Sms:Provider"] = "None" } });
        Assert.Contains("SMS er slået fra", Words(await (await silent.ClientAsync("Maja Ellekilde")).Page($"/{Slug}/overblik")), StringComparison.Ordinal);
        Assert.DoesNotContain("SMS er slået fra", Words(await (await silent.ClientAsync("Tove Brink")).Page($"/{Slug}/overblik")), StringComparison.Ordinal);
    }
}
