using System.Net;
using System.Net.Http.Json;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>Who is told, and in which words, when a neighbour reports.</summary>
[Collection(nameof(Town))]
public sealed class ReportTests(Towns towns)
{
    private static readonly string[] Telling = ["Ørnevej", "kanyl", "børn", "http", "://", ".dk", "Sundhed"];

    [Theory, BothDatabases]
    public async Task The_crew_the_receiving_team_and_the_reporter_are_told_each_what_concerns_them(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var visitor = await story.Town.Host.ClientAsync();
        var answer = await visitor.Http.PostAsJsonAsync(new Uri($"/api/v1/forums/{(await Slug(story))}/reports", UriKind.Relative), new
        {
            category = "NeedleWaste", ground = "Street", place = new { written = "Hillerødgade 45", detail = "bag cykelskuret" }, amount = "TwoToFive", find = "Needles",
            phone = story.Bodil, access = "Portkode 4711", words = "Jeg hedder Bodil Frost og så det kl. 9",
        });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        await story.Settle();
        var number = Assert.Single(await story.Cases()).Number;

        foreach (var crew in new[] { story.Ida, story.Jens })
            Assert.Equal([$"A: HENT {number}. Ca. 2-5 kanyler, Hillerødgade 45, bag cykelskuret. Svar 1=tager den 2=hentet+antal 3=intet fundet 4=kan ikke"], story.News(crew));
        foreach (var staff in new[] { story.Rune, story.Tove })
            Assert.Equal([$"A: Ny sag {number}. Ca. 2-5 kanyler, Hillerødgade 45, bag cykelskuret. Sundhedsteamet er spurgt. Svar 1=set"], story.News(staff));
        Assert.Equal([$"Tak, vi har din besked. Sag {number}. Vi skriver, når der er nyt. Er nogen i fare, så ring 112. Svar STOP for ingen flere SMS."], story.News(story.Bodil));
        foreach (var other in new[] { story.Lea, story.Maja, story.Asta }) Assert.Empty(story.News(other));
        Assert.Empty(story.Town.Host.Outside.Unexpected);
    }

    [Theory, BothDatabases]
    public async Task Every_alert_fits_one_SMS_and_tells_neither_name_nor_code(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        string[] details = ["bag cykelskuret", "mellem den røde container og hækken ud mod banen, lige ved siden af den blå bænk", "i bedet — ved »Netto«… 😱", "kælderskakten"];
        foreach (var detail in details)
        {
            story.Read();
            var number = await story.Report(story.Needles("Frederikssundsvej 112B, 2400 København NV", detail) with
            {
                Children = YesNo.Yes, Access = "Portkode 4711", Words = "Det er Bodil Frost, ring til mig", Phone = story.NewPhone(),
            });
            await story.Later(TimeSpan.FromMinutes(31));
            await story.Later(TimeSpan.FromMinutes(31));
            foreach (var somebody in new[] { story.Ida, story.Rune, story.Maja })
            {
                var got = story.News(somebody);
                Assert.NotEmpty(got);
                Assert.All(got, text =>
                {
                    Assert.Contains(number, text, StringComparison.Ordinal);
                    Assert.Contains("Frederikssundsvej 112B, " + detail[..7], text, StringComparison.Ordinal);
                    Assert.Contains("Nær børn", text, StringComparison.Ordinal);
                    Assert.True(Gsm7.Fits(text) && Gsm7.Segments(text) == 1, text);
                    Assert.DoesNotContain("4711", text, StringComparison.Ordinal);
                    Assert.DoesNotContain("Bodil", text, StringComparison.Ordinal);
                });
            }
        }
    }

    [Theory, BothDatabases]
    public async Task A_place_in_other_letters_is_told_whole_rather_than_not_at_all(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Report(story.Needles("Ørnevej 6", "قرب ملعب الأطفال"));
        Assert.Contains("Ørnevej 6, قرب ملعب الأطفال", Assert.Single(story.News(story.Ida)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task What_the_reporter_is_sent_says_neither_place_nor_kind_nor_link(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Report(story.Needles("Ørnevej 6") with { Children = YesNo.Yes });
        await story.Answer(story.Ida, "1");
        await story.Later(TimeSpan.FromHours(5));
        await story.Answer(story.Jens, "2 3");
        var got = story.News(story.Bodil);
        Assert.Collection(
            got,
            text => Assert.Contains("Tak, vi har din besked", text, StringComparison.Ordinal),
            text => Assert.Contains("Opgaven er taget. De regner med at være der i dag før kl. 12", text, StringComparison.Ordinal),
            text => Assert.Contains("til tiden. Ny tid: i dag før kl. 17", text, StringComparison.Ordinal),
            text => Assert.Contains("Det er løst", text, StringComparison.Ordinal));
        Assert.All(got, text =>
        {
            foreach (var word in Telling) Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase);
            Assert.True(Gsm7.Segments(text) == 1, text);
        });
    }

    [Theory]
    [BothDatabases("Der ligger en livløs mand ved siden af", "ring 112 NU")]
    [BothDatabases("Min søn har stukket sig på en nål", "vask straks med vand og sæbe")]
    public async Task Words_of_danger_are_answered_at_once_and_the_coordinators_are_alerted(DatabaseKind kind, string words, string answer)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report(story.Needles() with { Words = words });
        Assert.Contains(answer, Assert.Single(story.News(story.Bodil)), StringComparison.Ordinal);
        var alert = Assert.Single(story.News(story.Maja));
        Assert.StartsWith($"HASTER {number}:", alert, StringComparison.Ordinal);
        Assert.Equal(1, Gsm7.Segments(alert));
    }

    [Theory, BothDatabases]
    public async Task When_no_coordinator_is_on_duty_danger_is_told_to_those_who_are_off(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Do((Api.Members.SetDuty duty) => duty.Run(story.Maja.Actor, false, null, default));
        await story.Report(story.Needles() with { Words = "han trækker ikke vejret" });
        Assert.StartsWith("HASTER", Assert.Single(story.News(story.Maja)), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_police_hear_of_a_threat_at_once_and_once(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var number = await story.Report(story.Needles("Ørnevej 6", "i porten") with { Category = CategoryCode.Threat, Words = "En mand i rød jakke truede mig" });
        Assert.Equal([$"A: Til orientering {number}: Trusler, Ørnevej 6, kl. 10. Nabo er bedt om at ringe 112/114. Svar 1=set"], story.News(story.Lea));
        Assert.Contains("er set", await story.Answer(story.Lea, "1"), StringComparison.Ordinal);
        Assert.Equal(ReportStatus.Acknowledged, (await story.Case(number)).Status);
        await story.Do((CorrectReport correct) => correct.Run(story.Rune.Actor, number, new() { Category = CategoryCode.Threat, Ground = Ground.Yard, Place = new() { Written = "Ørnevej 6" } }, null, default));
        await story.Settle();
        Assert.Empty(story.News(story.Lea));
    }

    [Theory, BothDatabases]
    public async Task The_police_hear_of_needles_only_near_a_listed_childrens_place(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        await story.Report(story.Needles("Ørnevej 6") with { Children = YesNo.Yes });
        Assert.Empty(story.News(story.Lea));
        var number = await story.Report(story.Needles("Mejsevænget 11") with { Children = YesNo.No });
        Assert.Equal([$"A: Til orientering {number}: Ca. 2-5 kanyler, Mejsevænget 11, kl. 10. Svar 1=set"], story.News(story.Lea));
    }

    [Theory, BothDatabases]
    public async Task A_case_that_is_corrected_away_from_the_police_is_not_told_to_them_any_more(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var sent = await story.Do((SubmitReport submit) => submit.Run(Api.Members.Actor.Anyone(story.ForumId, ""), story.Needles() with { Category = CategoryCode.Threat }, null, default));
        await Plan(story);
        await story.Do((CorrectReport correct) => correct.Run(story.Rune.Actor, sent.Number, new() { Category = CategoryCode.NeedleWaste, Ground = Ground.Street, Place = new() { Written = "Ørnevej 6" } }, null, default));
        await story.Settle();
        Assert.Empty(story.News(story.Lea));
    }

    [Theory, BothDatabases]
    public async Task Those_who_follow_the_street_are_warned_once_coarsely_and_not_before_somebody_has_seen_it(DatabaseKind kind)
    {
        var story = await towns.Begin(kind);
        var near = await story.Report(story.Needles("Ørnevej 6", "i sandkassen") with { Children = YesNo.Yes });
        var far = await story.Report(story.Needles("Ørnevej 14"));
        var elsewhere = await story.Report(story.Needles("Mejsevænget 11") with { Children = YesNo.Yes });
        var indoors = await story.Report(story.Needles("Ørnevej 6") with { Children = YesNo.Yes, Ground = Ground.Indoors });
        Assert.Empty(story.News(story.Asta));
        foreach (var number in new[] { far, elsewhere, indoors }) await story.Do((AcknowledgeReport see) => see.Run(story.Rune.Actor, number, null, default));
        await story.Do((Api.Pickups.AcceptPickup accept) => accept.Run(story.Ida.Actor, near, null, default));
        await story.Settle();
        Assert.Equal(["Nordvest: Kanyler på Ørnevej, tæt på børn. Rør det ikke, og hold børn og hunde væk. Der er nogen på sagen."], story.News(story.Asta));
        await story.Do((AcknowledgeReport see) => see.Run(story.Rune.Actor, near, null, default));
        await story.Do((Api.Pickups.HandBackPickup back) => back.Run(story.Ida.Actor, near, null, null, default));
        await story.Do((Api.Pickups.AcceptPickup accept) => accept.Run(story.Tove.Actor, near, null, default));
        await story.Settle();
        Assert.Empty(story.News(story.Asta));
    }

    internal static Task<bool> Plan(Story story) => story.Do(async (PlanForum plan) => await plan.Run(story.ForumId, default));

    private static async Task<string> Slug(Story story) => (await story.Do((Api.Forums.ReadForum read) => read.ById(story.ForumId, default))).Forum.Slug;
}
