using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Board;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Audit;

public sealed class AuditPageTests(WorkHost work) : IClassFixture<WorkHost>
{
    [Fact]
    public async Task The_coordinator_reads_in_plain_sentences_who_was_given_access()
    {
        var maja = await work.As("Maja Ellekilde");
        await maja.Press(await maja.Page($"/{Slug}/folk"), "Lav invitationen", ("navn", "Signe Ravn"), ("rolle", "Staff"), ("hold", "Herberget"), ("telefon", "95 20 00 98"));
        var (number, _) = await work.Report();
        var rune = await work.As("Rune Askholt");
        await rune.Press(await rune.Page(Case(number)), "Vis et nyt link");

        var page = await maja.Page($"/{Slug}/logbog");
        Assert.Contains("Maja Ellekilde inviterede Signe Ravn som medarbejder, Herberget.", Words(page), StringComparison.Ordinal);
        Assert.Contains($"Rune Askholt viste et nyt link til {number}. Det gamle virker ikke mere.", Words(page), StringComparison.Ordinal);
        Assert.NotNull((await maja.Page($"/{Slug}/overblik")).QuerySelector($"footer a[href='/{Slug}/logbog']"));
        Assert.Null((await rune.Page($"/{Slug}/overblik")).QuerySelector($"footer a[href='/{Slug}/logbog']"));
    }

    [Fact]
    public async Task The_overseer_confirms_what_the_coordinator_has_looked_up()
    {
        var (number, _) = await work.Report(phone: "95 00 03 44");
        var maja = await work.As("Maja Ellekilde");
        await maja.Press(await maja.Page(Case(number)), "Vis kontakt", ("hvorfor", "CallBack"));
        var grethe = await work.As("Grethe Solvang");
        var page = await grethe.Page($"/{Slug}/logbog");
        Assert.Contains($"Maja Ellekilde så kontaktoplysningerne i {number} for at ringe tilbage.", page.QuerySelector(".panel")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("95 00 03 44", Words(page), StringComparison.Ordinal);
        Assert.Null((await maja.Page($"/{Slug}/logbog")).QuerySelector("main .panel"));
        var after = await grethe.Press(page, "Jeg har set det");
        Assert.Contains("Det er skrevet op, at du har set det.", Words(after), StringComparison.Ordinal);
        Assert.Null(after.QuerySelector("main .panel"));
        Assert.Contains("Grethe Solvang har set koordinatorens opslag til og med nr.", Words(await maja.Page($"/{Slug}/logbog")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_overseer_those_who_work_in_the_forum_are_told_that_it_is_on_trial()
    {
        await using var here = await Neighbourhood.Found(Api.Data.DatabaseKind.Sqlite);
        await using var host = await here.Serve(clock: here.Clock);
        const string Trial = "Forummet er kun åbent på prøve";
        Assert.Contains(Trial, Words(await (await here.Browser(host, "Vibeke Juul")).Page("/aeblehaven/overblik")), StringComparison.Ordinal);
        Assert.DoesNotContain(Trial, Words(await (await here.Browser(host)).Page("/aeblehaven")), StringComparison.Ordinal);
        Assert.DoesNotContain(Trial, Words(await (await here.Browser(host, "Maja Ellekilde")).Page("/nordvest/overblik")), StringComparison.Ordinal);
    }
}
