using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Reports;

public sealed class ReportLimitsTests
{
    private static readonly SubmitReportRequest WithNumber = Neighbourhood.Needles() with { Phone = "95 00 00 77" };

    [Theory, BothDatabases]
    public async Task A_number_may_send_six_in_an_hour_and_not_seven(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        for (var i = 0; i < 6; i++) await here.Report(WithNumber, key: $"k{i}");
        Assert.Equal(TimeSpan.FromHours(1), (await Refusals.Of(here.Report(WithNumber))).RetryAfter);
        Assert.NotNull(await here.Report(WithNumber, key: "k3"));
        Assert.NotNull(await here.Report(WithNumber with { Phone = "+45 95000078" }));
        Assert.NotNull(await here.Report(WithNumber with { Channel = Channel.Phone }, here.As("Rune Askholt")));
        here.Clock.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(await here.Report(WithNumber));
    }

    [Theory, BothDatabases]
    public async Task A_forum_takes_so_many_from_the_public_and_its_staff_go_on(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind, new Dictionary<string, string?> { ["Limits:ReportsPerForumAndHour"] = "3" });
        for (var i = 0; i < 4; i++) await here.Report(Neighbourhood.Needles() with { Channel = Channel.InPerson }, here.As("Rune Askholt"));
        for (var i = 0; i < 3; i++) await here.Report();
        Assert.Equal(RefusalCode.TooMany, await Refusals.Code(here.Report()));
        Assert.NotNull(await here.Report(Neighbourhood.Needles() with { Channel = Channel.InPerson }, here.As("Rune Askholt")));
        Assert.NotNull(await here.Report(Neighbourhood.Needles(ground: Ground.Yard), Actor.Anyone(here.Other.Forum.Id, "")));
        here.Clock.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(await here.Report());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Asta Lindvig")]
    public async Task An_address_may_send_so_many_and_another_address_goes_on(string? who)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite, new Dictionary<string, string?> { ["Limits:ReportsPerSourceAndTenMinutes"] = "2" });
        Actor From(string source) => who is null ? Actor.Anyone(here.Forum.Forum.Id, source) : Actor.Of(here.Member(who), source);
        await here.Report(by: From("one"));
        await here.Report(by: From("one"));
        Assert.Equal(TimeSpan.FromMinutes(10), (await Refusals.Of(here.Report(by: From("one")))).RetryAfter);
        Assert.NotNull(await here.Report(by: From("two")));
        for (var i = 0; i < 3; i++) await here.Report(by: Actor.Of(here.Member("Rune Askholt"), "one"));
    }

    [Fact]
    public async Task A_signed_in_resident_has_the_same_limits_as_everybody()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        for (var i = 0; i < 6; i++) await here.Report(WithNumber, here.As("Asta Lindvig"));
        Assert.Equal(RefusalCode.TooMany, await Refusals.Code(here.Report(WithNumber, here.As("Asta Lindvig"))));
    }
}
