using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Pickups;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Pages.Reports;
using Xunit;

namespace Tryghedsforum.Web.Tests.Reports;

public sealed class FollowPageTests(SharedForumHost shared) : IClassFixture<SharedForumHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ForumHost Host => shared.Host;

    [Fact]
    public async Task The_receipt_can_be_loaded_again_for_an_hour_and_by_nobody_else()
    {
        var clock = new FakeTimeProvider(new(2027, 1, 12, 9, 0, 0, TimeSpan.Zero));
        await using var host = await ForumHost.StartAsync(new() { Clock = clock });
        var visitor = await host.ClientAsync();
        var number = (await visitor.Send(await visitor.ToCheck())).Words(".code");
        Assert.Equal(number, (await visitor.Page("/nordvest/tak")).Words(".code"));
        var cookie = visitor.Cookies.All["kvittering"];
        Assert.True(cookie.HttpOnly);
        Assert.Equal("/nordvest/tak", cookie.Path.ToString());
        Assert.Null((await host.Page("/nordvest/tak")).QuerySelector(".code"));
        clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("Kvitteringen vises kun i en time", (await visitor.Page("/nordvest/tak")).Words("h1"));
    }

    [Fact]
    public async Task The_receipt_names_the_goal_and_why()
    {
        var visitor = await Host.ClientAsync();
        var receipt = await visitor.Send(await visitor.ToCheck(NeighbourSteps.Playground));
        Assert.Contains("fordi det er tæt på børn", receipt.Words(".time"), StringComparison.Ordinal);
        Assert.Contains("Sundhedsteamet er spurgt.", receipt.Words(".time"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_that_is_gone_can_be_opened_again_with_a_line()
    {
        var visitor = await Host.ClientAsync();
        var own = await visitor.Report("Mågevej");
        var page = await visitor.Page(own);
        Assert.Null(page.QuerySelector("#still-there"));
        // A case on the home screen stays that case.
        Assert.Null(page.QuerySelector("link[rel=manifest]"));
        await Collect(await visitor.Page(own), 3);
        var gone = await visitor.Page(own);
        Assert.Contains("fandt 3 kanyler", gone.Words(".state"), StringComparison.Ordinal);
        var open = await visitor.Press(gone, "Åbn sagen igen", ("ord", "under bænken"));
        Assert.Contains("Tak. Den er åbnet igen", open.Words(".alert"), StringComparison.Ordinal);
        Assert.Contains("under bænken", open.Words("#story"), StringComparison.Ordinal);
        Assert.Contains("Genåbnet", open.Words(".status"), StringComparison.Ordinal);
        Assert.Null((await visitor.Page(own)).QuerySelector(".alert"));
    }

    [Fact]
    public async Task Writing_to_them_is_kept_in_the_story_and_danger_is_answered()
    {
        var visitor = await Host.ClientAsync();
        var page = await visitor.Page(await visitor.Report("Svanevej"));
        var empty = await visitor.Press(page, "Send besked", ("ord", "   "));
        Assert.Equal("#words", empty.QuerySelector(".errbox a")!.GetAttribute("href"));
        var sent = await visitor.Press(empty, "Send besked", ("ord", "Der ligger en mand livløs"));
        Assert.Contains("112", sent.Words(".alert-error"), StringComparison.Ordinal);
        Assert.Contains("livløs", sent.Words("#story"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_stands_at_the_top_until_it_is_answered()
    {
        var visitor = await Host.ClientAsync();
        var own = await visitor.Report("Svanevej");
        var page = await visitor.Page(own);
        Assert.Null(page.QuerySelector("#answer"));
        var (rune, number) = (await Host.Who("Rune Askholt"), page.Words("#state .num"));
        await Host.Do((AskReporter ask) => ask.Run(rune, number, new("Er det foran eller bagved?"), null, Cancel));
        var asked = await visitor.Page(own);
        Assert.Equal("Herberget har et spørgsmål til dig", asked.Words("#spurgt"));
        Assert.Contains("Er det foran eller bagved?", asked.Words("#state"), StringComparison.Ordinal);
        var empty = await visitor.Press(asked, "Send svar", ("ord", " "));
        Assert.Equal("#answer", empty.QuerySelector(".errbox a")!.GetAttribute("href"));
        var answered = await visitor.Press(empty, "Send svar", ("ord", "Bagved, ved skuret"));
        Assert.Contains("Dit svar er sendt", answered.Words(".alert"), StringComparison.Ordinal);
        Assert.Null(answered.QuerySelector("#answer"));
        Assert.Contains("Du svarede", answered.Words("#story"), StringComparison.Ordinal);
        Assert.Contains("Bagved, ved skuret", answered.Words("#story"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_number_can_be_erased_at_once()
    {
        var visitor = await Host.ClientAsync();
        var own = await visitor.Report("Svanevej", "Street", ("Phone", "95 00 07 09"));
        var page = await visitor.Page(own);
        Assert.Contains("Vi har dit mobilnummer", page.Words("#data"), StringComparison.Ordinal);
        var erased = await visitor.Press(page, "Slet mine kontaktoplysninger nu");
        Assert.Contains("Vi har hverken dit nummer", erased.Words("#data"), StringComparison.Ordinal);
        Assert.DoesNotContain("95 00 07 09", (await visitor.Page(own + "/alt")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_about_the_case_can_be_read_and_fetched()
    {
        var visitor = await Host.ClientAsync();
        var own = await visitor.Report("Svanevej 9", "Yard", ("Phone", "95 00 07 10"));
        var page = await visitor.Page(own + "/alt");
        Assert.Contains("95 00 07 10", page.Words(".answers"), StringComparison.Ordinal);
        using var answer = await visitor.Http.GetAsync(page.QuerySelector("a[download]")!.GetAttribute("href"), Cancel);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("\"place\": \"Svanevej 9\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task The_link_is_kept_by_no_cache_found_by_no_search_and_told_to_nobody()
    {
        var visitor = await Host.ClientAsync();
        var own = await visitor.Report("Svanevej");
        using var answer = await visitor.Http.GetAsync(own, Cancel);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains("noindex", answer.Headers.GetValues("X-Robots-Tag").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain(Host.Log.All, line => line.Contains(own["/s/".Length..], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/s/x")]
    [InlineData("/s/aaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("/s/aaaaaaaaaaaaaaaaaaaaaaaaaaa/alt")]
    [InlineData("/s/aaaaaaaaaaaaaaaaaaaaaaaaaaa/alt.json")]
    public async Task Every_link_that_opens_nothing_gets_the_same_page(string path)
    {
        var page = await Host.Page(path);
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal((await Host.Page("/s/bbbbbbbbbbbbbbbbbbbbbbbbbbb")).Body!.OuterHtml, page.Body!.OuterHtml);
        Assert.Equal("Vi kan ikke finde sagen", page.Words("h1"));
    }

    [Fact]
    public async Task Every_kind_of_event_is_told_in_words_or_left_out_on_purpose()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var story = scope.ServiceProvider.GetRequiredService<FollowStory>();
        EventType[] silent =
        [
            EventType.AudienceChanged,
            EventType.DeedUndone,
            EventType.DropOffRecorded,
            EventType.PublicListRemade,
            EventType.DutyChanged,
            EventType.RosterChanged,
            EventType.MemberInvited,
            EventType.MemberJoined,
            EventType.MemberEnded,
            EventType.SignInCodeAsked,
            EventType.PasskeyAdded,
            EventType.PasskeyRemoved,
            EventType.AppSetUp,
            EventType.PhoneChanged,
            EventType.EmailChanged,
            EventType.BarrierTold,
            EventType.EarlyWarningMade,
            EventType.EarlyWarningSettled,
            EventType.SettingsChanged,
            EventType.ReleaseProposed,
            EventType.ProviderAdded,
            EventType.ProviderRemoved,
            EventType.IdentityOpened,
            EventType.MemberChanged,
            EventType.DeputyNamed,
            EventType.DeputyEnded,
            EventType.SummaryDrafted,
            EventType.SummaryReminded,
            EventType.SummaryPublished,
            EventType.HandOverOverdue,
            EventType.BudgetNeared,
        ];
        foreach (var type in Enum.GetValues<EventType>())
        {
            var entry = new TimelineEntry(Guid.NewGuid(), type, DateTimeOffset.UnixEpoch, "Herberget", "Sundhedsteamet", new EventData { Before = DateTimeOffset.UnixEpoch, Missed = DateTimeOffset.UnixEpoch, Count = 2 }, null);
            var view = new CaseView { Number = "NV-1000", Category = CategoryCode.NeedleWaste, Ground = Ground.Street, Place = "Ørnevej", Timeline = [entry] };
            var items = story.Items(view, TimeZoneInfo.Utc);
            if (silent.Contains(type)) Assert.Empty(items);
            else Assert.DoesNotMatch(@"_|^[A-Z][a-z]+[A-Z]|\{", Assert.Single(items).Heading);
        }
    }

    private async Task Collect(IDocument page, int count)
    {
        var number = page.Words("#state .num");
        var ida = await Host.Who("Ida Falkentoft");
        await Host.Do((AcceptPickup accept) => accept.Run(ida, number, null, Cancel));
        await Host.Do((ConfirmCollected collected) => collected.Run(ida, number, new ConfirmCollectedRequest(count, null), null, Cancel));
    }
}
