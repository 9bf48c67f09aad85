using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Testing;
using Xunit;

namespace Tryghedsforum.Api.Tests.Reports;

public sealed class NearChildrenTests
{
    // The playground of the first forum is at 55.69768,12.53034; one ten-thousandth of a degree north is 11.1 metres.
    private const double Lat = 55.69768, Lon = 12.53034;

    [Theory]
    [InlineData(0.0008, 10.0, true)]
    [InlineData(0.0008, 50.0, true)]
    [InlineData(0.0008, 51.0, false)]
    [InlineData(0.0008, 200.0, false)]
    [InlineData(0.0008, null, false)]
    [InlineData(0.000895, 10.0, true)]
    [InlineData(0.00091, 10.0, false)]
    public async Task A_point_counts_when_it_is_near_enough_and_exact_enough(double north, double? accuracy, bool near)
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var sent = await here.Report(Neighbourhood.Needles() with { Place = new() { Lat = Lat + north, Lon = Lon, Accuracy = accuracy } });
        var report = await here.Case(sent.Number);
        Assert.Equal((near, near, near), (sent.NearChildren, report.NearPlaceId is not null, report.Audience.HasFlag(Audience.Police)));
        if (near) Assert.InRange(report.NearMetres!.Value, 85, 100);
        else Assert.Null(report.NearMetres);
        Assert.Equal(near ? Neighbourhood.Start.AddHours(2) : new(2027, 1, 13, 15, 0, 0, TimeSpan.Zero), sent.Target);
    }

    [Fact]
    public async Task A_yes_moves_the_target_but_not_the_police()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var sent = await here.Report(Neighbourhood.Needles() with { Children = YesNo.Yes });
        var report = await here.Case(sent.Number);
        Assert.Equal((true, Neighbourhood.Start.AddHours(2)), (report.NearChildren, report.Target));
        Assert.Null(report.NearPlaceId);
        Assert.False(report.Audience.HasFlag(Audience.Police));
    }

    [Fact]
    public async Task A_no_does_not_take_a_playground_away()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        var report = await here.Case((await here.Report(Neighbourhood.Needles("Mejsevænget 11") with { Children = YesNo.No })).Number);
        Assert.True(report.NearChildren);
        Assert.Equal(0, report.NearMetres);
    }

    [Fact]
    public async Task A_hand_in_place_is_no_childrens_place()
    {
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite);
        Assert.False((await here.Report(Neighbourhood.Needles("Ørnevej 6"))).NearChildren);
    }
}
