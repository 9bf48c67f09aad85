using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Board;
using Tryghedsforum.Web.Tests.Reports;
using Xunit;
using static Tryghedsforum.Web.Tests.Board.WorkHost;

namespace Tryghedsforum.Web.Tests.Members;

/// <summary>Residents join by themselves, keep their own cases, and leave; nobody else learns whose a case is.</summary>
public sealed class JoinTests(WorkHost work) : IClassFixture<WorkHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_resident_joins_keeps_a_case_opens_it_again_and_leaves_without_a_trace()
    {
        var visitor = await Join("95 81 00 01", "Solvej");
        Assert.EndsWith($"/{Slug}/kvarteret", (await visitor.Page($"/{Slug}/kvarteret")).Url, StringComparison.Ordinal);
        var (number, secret) = await work.Report("Svanevej 9");
        var page = await visitor.Press(await visitor.Page($"/s/{secret}"), "Gem hos mig");
        Assert.Contains("Gemt hos dig", Words(page), StringComparison.Ordinal);
        page = await visitor.Press(await visitor.Page($"/{Slug}/mine"), $"Åbn sagen: {number}");
        Assert.StartsWith("/s/", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        Assert.NotEqual($"/s/{secret}", new Uri(page.Url).AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Page($"/s/{secret}")).StatusCode);
        Assert.Contains(number, Words(page), StringComparison.Ordinal);
        // Neither who keeps a case nor who opens it stands in the log.
        var member = await Rows(db => db.Members.Where(m => db.Users.Any(p => p.Id == m.PersonId && p.Name == "Solvej")).Select(m => m.Id).SingleAsync(Cancel));
        Assert.Equal(0, await Rows(db => db.Events.CountAsync(e => e.ActorId == member, Cancel)));

        var maja = await work.As("Maja Ellekilde");
        Assert.Contains("Solvej meldte sig selv ind som nabo.", Words(await maja.Page($"/{Slug}/logbog")), StringComparison.Ordinal);
        page = await visitor.Press(await visitor.Page($"/{Slug}/mig"), "Forlad forummet", ("ja", "ja"));
        Assert.Contains("Du har forladt forummet.", Words(page), StringComparison.Ordinal);
        Assert.Equal((0, 0), (await Rows(db => db.Users.CountAsync(p => p.Name == "Solvej", Cancel)), await Rows(db => db.OwnCases.CountAsync(o => o.MemberId == member, Cancel))));
        Assert.Equal("Log ind", (await visitor.Page($"/{Slug}/mig")).QuerySelector("h1")!.TextContent);
        // That somebody came and went stays, and who it was does not.
        var audit = Words(await maja.Page($"/{Slug}/logbog"));
        Assert.Contains("En person forlod selv forummet, nabo.", audit, StringComparison.Ordinal);
        Assert.DoesNotContain("Solvej", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_is_sent_by_a_resident_can_be_kept_and_names_nobody()
    {
        var visitor = await Join("95 81 00 02", "Alma");
        var check = await visitor.What(await visitor.Where("Svanevej 9"));
        var page = await visitor.Send(check, ("Keep", "ja"));
        var number = page.Words(".code");
        Assert.Contains(number, Words(await visitor.Page($"/{Slug}/mine")), StringComparison.Ordinal);
        Assert.Equal(0, await Rows(db => db.Events.CountAsync(e => e.ActorId != null && db.Reports.Any(r => r.Id == e.SubjectId && r.Number == number), Cancel)));
        // Whoever has the same number, and no link, has no case of it.
        Assert.DoesNotContain(number, Words(await (await work.As("Asta Lindvig")).Page($"/{Slug}/mine")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_known_number_gets_the_same_pages_and_whoever_needs_two_steps_is_not_let_in_by_one()
    {
        var known = await work.Host.ClientAsync();
        var asked = await known.Press(await known.Page($"/{Slug}/foelg-med"), "Send mig en kode", ("telefon", WayInTests.PhoneOf("Lea Stougard")));
        var stranger = await work.Host.ClientAsync();
        Assert.Equal(Words(asked), Words(await stranger.Press(await stranger.Page($"/{Slug}/foelg-med"), "Send mig en kode", ("telefon", "95 81 00 03"))));
        var page = await known.Press(asked, "Vær med", ("kode", await Code(WayInTests.NumberOf("Lea Stougard"))), ("navn", "Lea"));
        Assert.Equal("Log ind", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(Role.Police, await Rows(db => db.Members.Where(m => db.Users.Any(p => p.Id == m.PersonId && p.Name == "Lea Stougard")).Select(m => m.Role).FirstAsync(Cancel)));
        page = await stranger.Press(await stranger.Page($"/{Slug}/foelg-med?trin=kode"), "Vær med", ("kode", "000000"), ("navn", "Bo"));
        Assert.Contains("Koden passer ikke", Words(page), StringComparison.Ordinal);
        Assert.Equal(0, await Rows(db => db.Users.CountAsync(p => p.Name == "Bo", Cancel)));
    }

    [Fact]
    public async Task A_resident_joins_by_an_address_and_signs_in_by_it_afterwards()
    {
        const string address = "signe.ny@example.org";
        var visitor = await work.Host.ClientAsync();
        var page = await visitor.Press(await visitor.Page($"/{Slug}/foelg-med"), "Send mig en kode", ("telefon", "Signe.Ny@example.org"));
        page = await visitor.Press(page, "Vær med", ("kode", await CodeTo(address)), ("navn", "Signe Ny"));
        Assert.EndsWith($"/{Slug}/kvarteret", page.Url, StringComparison.Ordinal);
        var person = await Rows(db => db.Users.AsNoTracking().SingleAsync(p => p.Name == "Signe Ny", Cancel));
        Assert.Null(person.PhoneHash);
        Assert.NotNull(person.EmailProvedAt);

        // The same mailbox again is the same person; the name that is typed changes nothing.
        var again = await work.Host.ClientAsync();
        page = await again.Press(await again.Page($"/{Slug}/foelg-med"), "Send mig en kode", ("telefon", address));
        await again.Press(page, "Vær med", ("kode", await CodeTo(address)), ("navn", "Ikke Signe"));
        Assert.Equal(0, await Rows(db => db.Users.CountAsync(p => p.Name == "Ikke Signe", Cancel)));
        var back = await work.Host.ClientAsync();
        page = await back.Press(await back.Page("/log-ind"), "Send mig en kode", ("telefon", address));
        page = await back.Press(page, "Gå videre", ("kode", await CodeTo(address)));
        Assert.Contains("Signe Ny", Words(await back.Page("/log-ind")), StringComparison.Ordinal);
        Assert.NotEqual("Log ind", (await back.Page($"/{Slug}/mig")).QuerySelector("h1")!.TextContent);
    }

    private async Task<Visitor> Join(string phone, string name)
    {
        var visitor = await work.Host.ClientAsync();
        var page = await visitor.Press(await visitor.Page($"/{Slug}/foelg-med"), "Send mig en kode", ("telefon", phone));
        Assert.True(PhoneNumber.TryParse(phone, out var number));
        await visitor.Press(page, "Vær med", ("kode", await Code(number.E164)), ("navn", name));
        return visitor;
    }

    private Task<string> Code(string phone) => LastCode(cipher => cipher.Hash(phone, Api.Reports.SubmitReport.PhonePurpose));

    private Task<string> CodeTo(string address)
    {
        Assert.True(EmailAddress.TryParse(address, out var parsed));
        return LastCode(cipher => CodeAddress.Of(parsed).Hash(cipher));
    }

    private async Task<string> LastCode(Func<FieldCipher, string> hashOf)
    {
        await using var scope = work.Host.Services.CreateAsyncScope();
        var cipher = scope.ServiceProvider.GetRequiredService<FieldCipher>();
        var hash = hashOf(cipher);
        var attempt = await scope.ServiceProvider.GetRequiredService<ForumDb>().SignInAttempts.AsNoTracking().OrderByDescending(a => a.At).FirstAsync(a => a.PhoneHash == hash, Cancel);
        return SignInAttempt.Code(cipher, attempt.Id);
    }

    private Task<T> Rows<T>(Func<ForumDb, Task<T>> read) => work.Host.Rows(read);
}
