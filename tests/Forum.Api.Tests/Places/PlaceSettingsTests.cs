using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Places;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Places;

public sealed class PlaceSettingsTests
{
    private const string Coordinator = "Maja Ellekilde";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Near_children_and_the_police_rule_follow_the_list(DatabaseKind kind)
    {
        await using var here = await Neighbourhood.Found(kind);
        Assert.Equal((false, PoliceGets.Nothing), await Routed(here));
        var school = await Save(here, new() { Kind = PlaceKind.School, Name = "Skolen", Where = "Ørnevej 6" });
        Assert.Equal("55.7,12.5295", school.Where);
        Assert.Equal((true, PoliceGets.PlaceTimeAmount), await Routed(here));
        var moved = await Save(here, school with { Where = " 55.7100, 12.5400 ", Name = "Skolen på bakken" });
        Assert.Equal((false, PoliceGets.Nothing), await Routed(here));
        Assert.Equal(RefusalCode.ChangedMeanwhile, await Refusals.Code(Save(here, school with { Name = "Den gamle skole" })));
        Assert.Equal(RefusalCode.ChangedMeanwhile, await Refusals.Code(Remove(here, school.Version!)));
        await Remove(here, moved.Version!);
        Assert.Equal(["Herberget", "Legepladsen Mejsevænget"], (await Places(here)).Select(place => place.Name));
        Assert.Equal(3, (await here.Events()).Count(told => told.Data.Part == SettingsPart.Place));
    }

    [Fact]
    public async Task A_place_lies_where_the_forum_is_and_stands_on_the_list_once()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var known = (await Places(here)).Single(place => place.Name == "Herberget");
        Assert.Equal("name:PlaceListed", await Refusals.Faults(Save(here, known with { Version = null })));
        foreach (var (where, fault) in new[] { ("12.5295, 55.7", "PointOutside"), ("Ørnevej 99", "AddressUnknown"), ("et sted", "AddressUnknown"), ("", "AddressUnknown"), ("NaN,12", "AddressUnknown") })
            Assert.Equal("where:" + fault, await Refusals.Faults(Save(here, new() { Name = "Skolen", Where = where })));
        Assert.Equal("kind:ValueUnknown name:NameMissing", await Refusals.Faults(Save(here, new() { Kind = (PlaceKind)9, Where = "Ørnevej 6" })));
        Assert.Equal(known, (await Places(here)).Single(place => place.Name == "Herberget"));
    }

    private static async Task<(bool Near, PoliceGets Police)> Routed(Neighbourhood here)
    {
        var routing = await here.Do((SubmitReport submit) => submit.Preview(here.Neighbour, Neighbourhood.Needles(), Cancel));
        return (routing.NearChildren, routing.Police);
    }

    private static async Task<IReadOnlyList<PlaceSettings>> Places(Neighbourhood here) => (await here.Do((ReadSettings read) => read.Run(here.As(Coordinator), Cancel))).Places;

    private static Task<PlaceSettings> Save(Neighbourhood here, PlaceSettings wanted) => here.Do((ChangePlace change) => change.Run(here.As(Coordinator), wanted, null, Cancel));

    private static Task<bool> Remove(Neighbourhood here, string version) => here.Do((RemovePlace remove) => remove.Run(here.As(Coordinator), version, null, Cancel));
}
