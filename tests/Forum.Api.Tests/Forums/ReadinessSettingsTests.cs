using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Forums;

public sealed class ReadinessSettingsTests
{
    private const string Coordinator = "Maja Ellekilde";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_is_missing_is_what_nobody_has_done_yet(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        Assert.Equal([Preparation.Controller, Preparation.Deputy], await Missing(here, here.As(Coordinator)));
        Assert.Contains(Preparation.Places, await Missing(here, here.Elsewhere("Vibeke Juul")));
        var contact = (await here.Do((ReadSettings read) => read.Run(here.As(Coordinator), Cancel))).Contact;
        await here.Do((ChangeContact change) => change.Run(here.As(Coordinator), contact with { Controller = "Foreningen", ControllerContact = "data@foreningen.example" }, null, Cancel));
        foreach (var name in new[] { "Rune Askholt", "Tove Brink", "Jens Molbæk", "Ida Falkentoft" })
            await here.Do((SetDuty duty) => duty.Run(here.As(name), false, null, Cancel));
        var missing = await Missing(here, here.As(Coordinator));
        Assert.DoesNotContain(Preparation.Controller, missing);
        Assert.Contains(Preparation.Deputy, missing);
        Assert.Contains(Preparation.Receivers, missing);
        Assert.Contains(Preparation.Fetchers, missing);
    }

    [Fact]
    public async Task The_last_coordinator_cannot_go()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        Assert.Equal("member:LastCoordinator", await Refusals.Faults(here.Do((EndMembership end) => end.Run(here.As(Coordinator), here.Member(Coordinator).Id, null, Cancel))));
    }

    private static async Task<IEnumerable<Preparation>> Missing(Neighbourhood here, Actor by) =>
        (await here.Do((ReadReadiness read) => read.Run(by, Cancel))).Where(step => !step.Done).Select(step => step.What);
}
