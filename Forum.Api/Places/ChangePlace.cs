using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Places;

/// <summary>A listed place, see <see cref="Place"/>. It is known by its version: there is no other name for it outside.</summary>
public sealed record PlaceSettings : SettingsForm
{
    /// <summary>What it is.</summary>
    public PlaceKind Kind { get; init; }

    /// <summary>Its name on screen, at most 80 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where it is: "lat,lon" in degrees, or when it is sent a street and a number that the forum's table has.</summary>
    public string Where { get; init; } = "";

    internal static PlaceSettings Of(Place place) => new PlaceSettings { Kind = place.Kind, Name = place.Name, Where = new GeoPoint(place.Lat, place.Lon).ToString() }.Stamped();

    internal PlaceSettings Checked(ForumSettings settings)
    {
        var fields = new SettingsFields();
        var name = fields.Line(Name, 80, "name", "NameMissing");
        if (!Enum.IsDefined(Kind)) fields.Fault("kind", "ValueUnknown", 0);
        var point = Point(settings, fields.Line(Where, 200, "where", "AddressUnknown"));
        if (point is null) fields.Fault("where", "AddressUnknown", 0);
        else if (!settings.Forum.Covers(point.Value)) fields.Fault("where", "PointOutside", 0);
        fields.ThrowIfFaulty();
        return this with { Name = name, Where = point!.Value.ToString() };
    }

    private static GeoPoint? Point(ForumSettings settings, string where)
    {
        if (GeoPoint.TryParse(where, out var point)) return point;
        return Address.Read(where, settings.StreetNames) is { StreetId: { } street, HouseNumber: { } number } ? settings.Street(street)?.NumberPoint(number) : null;
    }
}

/// <summary>The coordinator lists a place, renames it or moves it. Whether a case is near children, and gets to the police, follows for what is reported from then on.</summary>
public sealed class ChangePlace(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Lists a place (without a version) or changes the one that has the version.</summary>
    /// <returns>The place as it is now.</returns>
    /// <exception cref="Refused">Invalid: malformed, outside the forum's area, or listed already. ChangedMeanwhile.</exception>
    public async Task<PlaceSettings> Run(Actor actor, PlaceSettings request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var wanted = request.Checked(await forums.ById(actor.ForumId, cancellation));
        var saved = await log.Write(actor, key is null ? null : new(nameof(ChangePlace), key, request), async entry =>
        {
            var places = await db.Places.Where(p => p.ForumId == entry.ForumId).ToListAsync(cancellation);
            var place = wanted.Version is null ? db.Places.Add(new Place { ForumId = entry.ForumId }).Entity : Find(places, wanted.Version);
            if (wanted.Version is not null && !wanted.Changes(PlaceSettings.Of(place))) return wanted;
            if (places.Exists(other => PlaceSettings.Of(other).Version == wanted.Stamped().Version)) throw new Refused(RefusalCode.Invalid, new FieldFault("name", "PlaceListed"));
            place.Set(wanted.Kind, wanted.Name, GeoPoint.TryParse(wanted.Where, out var point) ? point : throw new FormatException("A checked place is not \"lat,lon\"."));
            entry.Changed(SettingsPart.Place);
            return PlaceSettings.Of(place);
        }, cancellation);
        forums.Forget(actor.ForumId);
        return saved;
    }

    internal static Place Find(IReadOnlyList<Place> places, string? version) =>
        places.FirstOrDefault(place => PlaceSettings.Of(place).Version == version) ?? throw new Refused(RefusalCode.ChangedMeanwhile);
}

/// <summary>The coordinator takes a place off the list.</summary>
public sealed class RemovePlace(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Takes off the list the place that has this version.</summary>
    /// <exception cref="Refused">ChangedMeanwhile: there is none.</exception>
    public async Task<bool> Run(Actor actor, string version, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var removed = await log.Write(actor, key is null ? null : new(nameof(RemovePlace), key, new { version }), async entry =>
        {
            db.Places.Remove(ChangePlace.Find(await db.Places.Where(p => p.ForumId == entry.ForumId).ToListAsync(cancellation), version));
            entry.Changed(SettingsPart.Place);
            return true;
        }, cancellation);
        forums.Forget(actor.ForumId);
        return removed;
    }
}
