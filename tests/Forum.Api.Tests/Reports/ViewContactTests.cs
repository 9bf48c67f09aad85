using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Reports;

public sealed class ViewContactTests
{
    private static readonly SubmitReportRequest Marked = Neighbourhood.Needles("Mejsevænget 11") with { Phone = "95 12 34 56", Email = "markeret@asta.example" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Partners_see_it_when_they_say_why_and_each_look_stands_in_the_audit_log(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report(Marked);
        foreach (var name in new[] { "Rune Askholt", "Tove Brink", "Maja Ellekilde" })
        {
            var view = await here.Do((ReadCase read) => read.Run(here.As(name), sent.Number, Cancel));
            Assert.Equal((true, null, null), (view.HasContact, view.Phone, view.Email));
            Assert.Equal(new("95 12 34 56", "markeret@asta.example"), await See(here, name, sent, new(ContactReason.Danger, "ringer  til 310290-0000 ")));
        }

        var lines = await Looks(here);
        Assert.Equal(["Maja Ellekilde", "Tove Brink", "Rune Askholt"], lines.Select(line => line.Actor));
        Assert.All(lines, line => Assert.Equal((AuditKind.ContactViewed, sent.Number, ContactReason.Danger), (line.Kind, line.Subject, line.Facts.Reason)));
        Assert.All(lines, line => Assert.DoesNotContain("310290", line.Words, StringComparison.Ordinal));
        Assert.Equal(AuditFault.None, (await here.Do((VerifyAudit verify) => verify.Run(here.Program, null, Cancel))).Fault);
    }

    [Theory, BothDatabases]
    public async Task The_police_see_the_number_only_if_the_reporter_said_yes_and_never_the_address(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var (without, yes) = (await here.Report(Marked), await here.Report(Marked with { PoliceMayHaveNumber = true }));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(See(here, "Lea Stougard", without)));
        Assert.Empty(await Looks(here));
        Assert.Equal(new("95 12 34 56", null), await See(here, "Lea Stougard", yes));
        Assert.Equal("Lea Stougard", Assert.Single(await Looks(here)).Actor);
    }

    [Theory, BothDatabases]
    public async Task Without_a_reason_nobody_sees_it_and_something_else_needs_words(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report(Marked);
        foreach (var (request, field) in new[] { (new ViewContactRequest(ContactReason.None), "reason"), (new((ContactReason)99), "reason"), (new(ContactReason.Other, "  "), "because"), (new(ContactReason.Other, new('x', 201)), "because") })
            Assert.Contains((await Assert.ThrowsAsync<Refused>(() => See(here, "Rune Askholt", sent, request))).Faults, fault => fault.Field == field);
        foreach (var name in new[] { "Asta Lindvig", "Yusuf Karaman", "Henning Krage", "Samira Haddad", "Bodil Frost" })
            Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(See(here, name, sent)));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(here.Do((ViewContact view) => view.Run(here.Elsewhere("Marek Zielonka"), sent.Number, new(ContactReason.CallBack), null, Cancel))));
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do(async (ViewContact view) => await view.Run(await here.Holder(sent), sent.Number, new(ContactReason.CallBack), null, Cancel))));
        Assert.Empty(await Looks(here));
    }

    [Theory, BothDatabases]
    public async Task The_same_press_is_one_look_and_what_was_seen_is_not_kept_with_it(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report(Marked);
        for (var i = 0; i < 2; i++) Assert.Equal("95 12 34 56", (await See(here, "Rune Askholt", sent, key: "press")).Phone);
        Assert.Single(await Looks(here));
        here.Clock.Advance(TimeSpan.FromMinutes(15));
        await See(here, "Rune Askholt", sent, key: "press");
        Assert.Equal(2, (await Looks(here)).Count);
        await here.Do(async (EraseContact erase) => await erase.Run(await here.Holder(sent), null, Cancel));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(See(here, "Rune Askholt", sent, key: "press")));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(See(here, "Rune Askholt", sent)));
        Assert.False((await here.Do((ReadCase read) => read.Run(here.As("Rune Askholt"), sent.Number, Cancel))).HasContact);
    }

    [Theory, BothDatabases]
    public async Task A_link_that_staff_make_is_no_way_round_it(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report(Marked);
        var own = await here.Do(async (ReadCase read) => await read.Own(await here.Holder(sent), Cancel));
        Assert.Equal(("95 12 34 56", "markeret@asta.example"), (own.Phone, own.Email));
        here.Clock.Advance(TimeSpan.FromMinutes(1));
        var secret = await here.Do((ShowNewLink show) => show.Run(here.As("Rune Askholt"), sent.Number, null, Cancel));
        var again = await here.Do(async (ReadCase read) => await read.Own(await here.Holder(sent with { Secret = secret }), Cancel));
        Assert.Equal(("•• •• •• 56", "m•••@asta.example"), (again.Phone, again.Email));
    }

    private static Task<ContactView> See(Neighbourhood here, string name, SubmitReportAnswer sent, ViewContactRequest? request = null, string? key = null) =>
        here.Do((ViewContact view) => view.Run(here.As(name), sent.Number, request ?? new(ContactReason.CallBack), key, Cancel));

    private static async Task<List<AuditLine>> Looks(Neighbourhood here) =>
        [.. (await here.Do((BrowseAudit browse) => browse.Run(here.As("Maja Ellekilde"), null, Cancel))).Lines.Where(line => line.Kind == AuditKind.ContactViewed)];
}
