using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Inbound;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Notifications.Simulator;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Board;
using Tryghedsforum.Web.Tests.Reports;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Delivery;

public sealed class UndeliveredPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_did_not_arrive_stands_there_until_somebody_has_handled_it()
    {
        var company = work.Host.Services.GetRequiredService<SimulatedPhones>();
        company.Set(AnswerFault.None, CallbackFault.Undelivered);
        var (number, _) = await work.Report();
        var maja = await work.As("Maja Ellekilde");
        // Two who receive the case, and two who are to fetch it.
        await Eventually.True(async () => Of(await maja.Page($"/{Slug}/leveret")).Count == 4);
        company.Set(AnswerFault.None);
        var page = await maja.Page($"/{Slug}/leveret");
        Assert.Contains(number, Words(page), StringComparison.Ordinal);
        Assert.Contains("Ida Falkentoft, Sundhedsteamet", Words(page), StringComparison.Ordinal);
        Assert.Contains("Nåede ikke frem", Words(page), StringComparison.Ordinal);
        var after = await maja.Submit(Of(page)[0].QuerySelector<IHtmlFormElement>("form")!);
        Assert.Contains("Den er håndteret.", Words(after), StringComparison.Ordinal);
        Assert.Equal(3, Of(after).Count);

        // Of other tests there may be more.
        List<IElement> Of(IDocument shown) => [.. shown.QuerySelectorAll(".round > li").Where(row => row.TextContent.Contains(number, StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Whose_a_given_up_text_is_stands_there_in_part_and_whole_for_a_reason()
    {
        var forum = await work.Host.Rows(db => db.Forums.Where(f => f.Slug == Slug).Select(f => f.Id).SingleAsync(Cancel));
        await using (var scope = work.Host.Services.CreateAsyncScope())
        {
            var (db, cipher) = (scope.ServiceProvider.GetRequiredService<NotificationsDb>(), scope.ServiceProvider.GetRequiredService<FieldCipher>());
            var text = new InboundSms { MessageSid = "SMopgivet", ForumId = forum, ReceivedAt = TimeProvider.System.GetUtcNow(), FromSealed = cipher.Seal("+4595123456", PrepareMessage.FromPurpose), BodySealed = cipher.Seal("Der ligger nåle ved rutsjebanen", ReceiveSms.BodyPurpose) };
            text.TakeUp(TimeProvider.System.GetUtcNow(), mostAttempts: 0);
            db.InboundTexts.Add(text);
            await db.SaveChangesAsync(Cancel);
        }

        var maja = await work.As("Maja Ellekilde");
        var page = await maja.Page($"/{Slug}/leveret");
        Assert.Contains("Afsender: •• •• •• 56", Words(page), StringComparison.Ordinal);
        Assert.DoesNotContain("951234", page.Body!.OuterHtml.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var refused = await maja.Press(page, "Vis kontakt", ("uddybning", "Vil høre mere"));
        Assert.Contains("Vælg et svar", refused.QuerySelector("details[open]")!.TextContent, StringComparison.Ordinal);
        var shown = await maja.Press(refused, "Vis kontakt", ("hvorfor", "CallBack"));
        Assert.Equal("tel:95123456", shown.QuerySelector("main a[href^='tel:']")!.GetAttribute("href"));
        Assert.Null((await maja.Page($"/{Slug}/leveret")).QuerySelector("main a[href='tel:95123456']"));
        var unseen = (await (await work.As("Grethe Solvang")).Page($"/{Slug}/logbog")).QuerySelector("main .panel")!.TextContent;
        Assert.Contains("Maja Ellekilde så nummeret på den, der havde sendt en SMS, som programmet opgav, for at ringe tilbage.", unseen, StringComparison.Ordinal);
        Assert.Contains("Vil høre mere", unseen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coordinators_are_told_when_the_installation_sends_no_sms()
    {
        await using var silent = await ForumHost.StartAsync(new() { Settings = new Dictionary<string, string?> { ["Sms:Provider"] = "None" } });
        Assert.Contains("SMS er slået fra", Words(await (await silent.ClientAsync("Maja Ellekilde")).Page($"/{Slug}/overblik")), StringComparison.Ordinal);
        Assert.DoesNotContain("SMS er slået fra", Words(await (await silent.ClientAsync("Tove Brink")).Page($"/{Slug}/overblik")), StringComparison.Ordinal);
    }
}
