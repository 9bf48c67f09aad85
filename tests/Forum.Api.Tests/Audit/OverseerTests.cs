using Tryghedsforum.Api.Audit;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Audit;

public sealed class OverseerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_coordinators_own_looks_wait_for_the_overseer_and_nobody_elses_do(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report(Neighbourhood.Needles() with { Phone = "95 12 34 56" });
        await Look("Rune Askholt");
        await Look("Maja Ellekilde");
        await Look("Maja Ellekilde");
        var view = await Browse("Grethe Solvang");
        Assert.Equal([2L, 3L], view.Unseen.Select(line => line.Number));
        Assert.All(view.Unseen, line => Assert.Equal(("Maja Ellekilde", sent.Number, "ringer op"), (line.Actor, line.Subject, line.Words)));
        Assert.Equal([3L, 2L, 1L], view.Lines.Select(line => line.Number));
        Assert.Empty((await Browse("Maja Ellekilde")).Unseen);

        // What came while the overseer read is not marked with it.
        Assert.True(await Seen(2));
        Assert.Equal([3L], (await Browse("Grethe Solvang")).Unseen.Select(line => line.Number));
        Assert.False(await Seen(2));
        Assert.True(await Seen(long.MaxValue));
        Assert.Empty((await Browse("Grethe Solvang")).Unseen);
        var newest = (await Browse("Maja Ellekilde")).Lines[0];
        Assert.Equal((AuditKind.LooksSeen, "Grethe Solvang", (long?)3), (newest.Kind, newest.Actor, newest.Facts.UpTo));
        await Look("Maja Ellekilde");
        Assert.Equal([6L], (await Browse("Grethe Solvang")).Unseen.Select(line => line.Number));
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((MarkLooksSeen mark) => mark.Run(here.As("Maja Ellekilde"), 6, null, Cancel))));

        Task Look(string name) => here.Do((ViewContact open) => open.Run(here.As(name), sent.Number, new(ContactReason.CallBack, "ringer op"), null, Cancel));
        Task<AuditView> Browse(string name) => here.Do((BrowseAudit browse) => browse.Run(here.As(name), null, Cancel));
        Task<bool> Seen(long upTo) => here.Do((MarkLooksSeen mark) => mark.Run(here.As("Grethe Solvang"), upTo, null, Cancel));
    }

    [Theory, BothDatabases]
    public async Task The_overseer_sees_no_case_and_a_forum_knows_whether_it_has_one(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        var sent = await here.Report();
        var grethe = here.As("Grethe Solvang");
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((ReadCase read) => read.Run(grethe, sent.Number, Cancel))));
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((BrowseBoard browse) => browse.Run(grethe, Cancel))));
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((ViewContact open) => open.Run(grethe, sent.Number, new(ContactReason.Danger), null, Cancel))));
        Assert.Equal(RefusalCode.Forbidden, await Refusals.Code(here.Do((BrowseMembers browse) => browse.Run(grethe, Cancel))));
        here.Forget();
        Assert.True((await here.Do((ReadForum read) => read.BySlug("nordvest", Cancel)))!.IsOverseen);
        Assert.False((await here.Do((ReadForum read) => read.BySlug("aeblehaven", Cancel)))!.IsOverseen);
    }
}
