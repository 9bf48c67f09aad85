using System.Globalization;
using CsCheck;
using Tryghedsforum.Api.Places;
using Xunit;

namespace Tryghedsforum.Api.Tests.Places;

public sealed class GeoPointTests
{
    private static readonly GeoPoint Centre = new(55.6980, 12.5285);

    private static readonly Gen<GeoPoint> Nearby = Gen.Select(Gen.Double[55.69, 55.72], Gen.Double[12.51, 12.55], (lat, lon) => new GeoPoint(lat, lon));

    [Fact]
    public void Distances_are_metres()
    {
        Assert.Equal(111.2, Centre.Metres(Centre with { Lat = Centre.Lat + 0.001 }), 0.1);
        Assert.Equal(62.7, Centre.Metres(Centre with { Lon = Centre.Lon + 0.001 }), 0.1);
        Assert.Equal(0, Centre.Metres(Centre));
        Assert.Equal(20_015_115, new GeoPoint(0, 0).Metres(new(0, 180)), 1.0);
        Assert.Equal(111_195, new GeoPoint(0, 179.5).Metres(new(0, -179.5)), 1.0);
    }

    [Fact]
    public void The_nearest_point_of_a_street_may_lie_between_its_points()
    {
        GeoPoint[] street = [new(55.6980, 12.5200), new(55.6980, 12.5300), new(55.7000, 12.5300)];
        var nearest = new GeoPoint(55.6990, 12.5250).NearestOn(street);
        Assert.Equal(55.6980, nearest!.Value.Lat, 0.000001);
        Assert.Equal(12.5250, nearest.Value.Lon, 0.000001);
        Assert.Equal(111.2, new GeoPoint(55.6990, 12.5250).MetresTo(street), 0.1);
        Assert.Equal(street[0], new GeoPoint(55.6980, 12.5100).NearestOn(street));
        Assert.Equal(street[2], new GeoPoint(55.7010, 12.5310).NearestOn(street));
    }

    [Fact]
    public void A_street_of_one_point_or_none_has_a_distance_too()
    {
        Assert.Equal(0, Centre.MetresTo([Centre]));
        Assert.Equal(0, Centre.MetresTo([Centre, Centre]));
        Assert.Equal(double.PositiveInfinity, Centre.MetresTo([]));
        Assert.Null(Centre.NearestOn([]));
    }

    [Fact]
    public void No_point_of_a_line_is_nearer_than_the_nearest() =>
        Gen.Select(Nearby, Nearby.Array[2, 5], Gen.Double[0, 1]).Sample((point, line, along) =>
        {
            var nearest = point.MetresTo(line);
            return line.Zip(line.Skip(1)).All(piece =>
            {
                var other = new GeoPoint(piece.First.Lat + along * (piece.Second.Lat - piece.First.Lat), piece.First.Lon + along * (piece.Second.Lon - piece.First.Lon));
                return nearest <= point.Metres(other) + 0.5; // a plane for a piece of a sphere, kilometres across
            });
        }, iter: 5_000);

    [Fact]
    public void A_line_reads_back_unchanged_in_any_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("da-DK");
        try
        {
            Assert.Equal("55.698,12.5285;0.00001,-12", GeoPoint.FormatLine([Centre, new(0.00001, -12)]).Replace("1E-05", "0.00001", StringComparison.Ordinal));
            Nearby.Array[1, 5].Sample(line => GeoPoint.TryParseLine(GeoPoint.FormatLine(line), out var read) && read.SequenceEqual(line), iter: 1_000);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("55.698,12.5285;55.7,12.53", 2)]
    [InlineData(" 55.698 , 12.5285 ; ", 1)]
    [InlineData("1E-05,-12", 1)]
    public void Text_is_read(string text, int points)
    {
        Assert.True(GeoPoint.TryParseLine(text, out var line));
        Assert.Equal(points, line.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("55.698")]
    [InlineData("55,698,12,5285")]
    [InlineData("55.698;12.5285")]
    [InlineData("NaN,12")]
    [InlineData("Infinity,12")]
    [InlineData("1e999,12")]
    [InlineData("90.1,0")]
    [InlineData("0,180.1")]
    [InlineData("55.698,12.5285;x")]
    public void What_is_no_place_is_refused(string? text)
    {
        Assert.False(GeoPoint.TryParseLine(text, out var line));
        Assert.Empty(line);
    }

    [Fact]
    public void Only_finite_degrees_on_earth_are_valid()
    {
        Assert.True(new GeoPoint(-90, 180).IsValid);
        Assert.False(new GeoPoint(double.NaN, 0).IsValid);
        Assert.False(new GeoPoint(0, double.NegativeInfinity).IsValid);
        Assert.False(new GeoPoint(-90.01, 0).IsValid);
    }
}
