using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.EarlyWarnings;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Api.Tests.Pickups;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.EarlyWarnings;

public sealed class EarlyWarningTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_coordinator_is_told_once_and_not_again_until_eight_weeks_have_passed(DatabaseKind kind)
    {
        await using var here = await Grown(kind);
        for (var n = 0; n < 4; n++) await Report(here, "Svanevej 2", TimeSpan.FromDays(1));
        await Report(here, "Svanevej 2", TimeSpan.Zero, Ground.Indoors);
        here.Clock.Advance(Week);
        Assert.Equal(1, await Look(here));
        Assert.Equal(0, await Look(here));
        var row = Assert.Single(await Browse(here, here.As("Maja Ellekilde")));
        Assert.Equal((CategoryCode.NeedleWaste, "Svanevej", 14, 4), (row.Category, row.Street, row.Days, row.Count));
        Assert.Equal(DayOfWeek.Sunday, row.Until.DayOfWeek);
        Assert.Equal([EventType.EarlyWarningMade], (await here.Events()).Where(e => e.SubjectKind == SubjectKind.EarlyWarning).Select(e => e.Type));
        Assert.All((await here.Events()).Where(e => e.SubjectKind == SubjectKind.EarlyWarning), e => Assert.Equal(Audience.None, e.Audience));

        Assert.Empty(await Browse(here, here.Elsewhere("Vibeke Juul")));
        Assert.Equal(RefusalCode.NotFound, await Refusals.Code(Settle(here, here.Elsewhere("Vibeke Juul"), row.Id)));
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(Browse(here, here.As("Henning Krage"))));
        await Settle(here, here.As("Maja Ellekilde"), row.Id);
        await Settle(here, here.As("Maja Ellekilde"), row.Id);
        Assert.Empty(await Browse(here, here.As("Maja Ellekilde")));
        Assert.Equal([EventType.EarlyWarningMade, EventType.EarlyWarningSettled], (await here.Events()).Where(e => e.SubjectKind == SubjectKind.EarlyWarning).Select(e => e.Type));

        // The week after it is still so, and is not said again.
        here.Clock.Advance(Week);
        Assert.Equal(0, await Look(here));
        here.Clock.Advance(8 * Week);
        for (var n = 0; n < 4; n++) await Report(here, "Svanevej 2", TimeSpan.FromDays(1));
        here.Clock.Advance(Week);
        Assert.Equal(1, await Look(here));
    }

    [Theory, BothDatabases]
    public async Task Abuse_does_not_count_and_what_nobody_sees_to_is_not_shown_for_ever(DatabaseKind kind)
    {
        await using var here = await Grown(kind);
        for (var n = 0; n < 4; n++) await here.Dismiss("Rune Askholt", (await Report(here, "Svanevej 2", TimeSpan.FromDays(1))).Number, DismissReason.Abuse);
        here.Clock.Advance(Week);
        Assert.Equal(0, await Look(here));
        for (var n = 0; n < 4; n++) await Report(here, "Svanevej 2", TimeSpan.FromDays(1));
        here.Clock.Advance(Week);
        Assert.Equal(1, await Look(here));
        here.Clock.Advance(6 * Week);
        Assert.Single(await Browse(here, here.As("Maja Ellekilde")));
        here.Clock.Advance(3 * Week);
        Assert.Empty(await Browse(here, here.As("Maja Ellekilde")));
    }

    [Theory, BothDatabases]
    public async Task A_forum_without_a_case_is_looked_at_and_says_nothing(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        Assert.Equal(0, await Look(here));
        Assert.Equal(2, await here.Db(db => db.EarlyWarningLooks.CountAsync(Cancel)));
        Assert.Equal(await here.Db(db => db.Forums.Select(forum => forum.LastSeq).MinAsync(Cancel)), (await here.Events()).Count);
    }

    // A year in which something came every other month, elsewhere.
    private static async Task<Neighbourhood> Grown(DatabaseKind kind)
    {
        var here = await Neighbourhood.Found(kind);
        for (var n = 0; n < 6; n++) await Report(here, "Ørnevej 6", TimeSpan.FromDays(60));
        return here;
    }

    private static async Task<SubmitReportAnswer> Report(Neighbourhood here, string place, TimeSpan then, Ground ground = Ground.Street)
    {
        var sent = await here.Report(Neighbourhood.Needles(place, ground));
        here.Clock.Advance(then);
        return sent;
    }

    private static Task<int> Look(Neighbourhood here) => here.Do((LookForPatterns look) => look.Run(Cancel));

    private static Task<IReadOnlyList<EarlyWarningRow>> Browse(Neighbourhood here, Actor actor) => here.Do((BrowseEarlyWarnings browse) => browse.Run(actor, Cancel));

    private static Task<bool> Settle(Neighbourhood here, Actor actor, Guid id) => here.Do((SettleEarlyWarning settle) => settle.Run(actor, id, null, Cancel));
}
