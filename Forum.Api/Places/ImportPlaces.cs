using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Places;

/// <summary>The operator brings listed places from a file: new ones are added, those of the same kind and name are moved.</summary>
public sealed class ImportPlaces(ForumDb db, WriteGate gate)
{
    /// <summary>Brings them, all or none.</summary>
    /// <exception cref="Refused">Invalid: a place without name or point, or one that comes twice.</exception>
    public async Task<ImportCounts> Run(Actor actor, IReadOnlyList<PlaceFoundation> places, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        if (places.Any(place => string.IsNullOrWhiteSpace(place.Name)) || places.DistinctBy(place => (place.Kind, place.Name)).Count() != places.Count)
            throw new Refused(RefusalCode.Invalid, new FieldFault("places", "PointInvalid"));
        using var turn = await gate.EnterAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var changed = 0;
        foreach (var place in places)
        {
            if (!GeoPoint.TryParse(place.Point, out var at)) throw new Refused(RefusalCode.Invalid, new FieldFault("places", "PointInvalid"));
            var moved = await db.Places.Where(row => row.ForumId == actor.ForumId && row.Kind == place.Kind && row.Name == place.Name).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Lat, at.Lat).SetProperty(row => row.Lon, at.Lon), cancellation);
            if (moved > 0) changed++;
            else db.Places.Add(Place.Of(actor.ForumId, place.Kind, place.Name, at));
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new(places.Count - changed, changed);
    }
}
