using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Places;
using Tryghedsforum.Web.Parts;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages;

/// <summary>A forum's own tables as the maps draw them.</summary>
internal static class MapOf
{
    public static IReadOnlyList<StreetLine> Streets(ForumSettings settings) =>
        [.. settings.Streets.Where(street => street.Points.Count > 1).Select(street => new StreetLine(street.Name, [.. street.Points.Select(Point)])
        {
            OtherNames = [.. street.OtherSpellings.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            Numbers = [.. street.Numbers.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(known => known.Split('=')).Where(known => known.Length == 2)
                .Select(known => (known[0], Found: GeoPoint.TryParse(known[1], out var at), at)).Where(known => known.Found).Select(known => new StreetNumber(known.Item1, Point(known.at)))],
        })];

    /// <summary>The places that help to find one's way: where children play.</summary>
    public static IReadOnlyList<MapPlace> Places(ForumSettings settings, IStringLocalizer<KindText> words) =>
        [.. settings.Places.Where(place => place.IsForChildren).Select(place => new MapPlace(words[place.Kind.ToString()], new(place.Lat, place.Lon)))];

    private static MapPoint Point(GeoPoint point) => new(point.Lat, point.Lon);
}
