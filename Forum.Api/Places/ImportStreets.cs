using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Places;

/// <summary>The operator brings streets from a file: new ones are added, those of the same name get the new course. None goes, for cases point to them.</summary>
public sealed class ImportStreets(ForumDb db, WriteGate gate)
{
    /// <summary>Brings them, all or none.</summary>
    /// <exception cref="Refused">Invalid: a street without name or course, or a name that comes twice.</exception>
    public async Task<ImportCounts> Run(Actor actor, IReadOnlyList<StreetFoundation> streets, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        if (streets.Any(street => string.IsNullOrWhiteSpace(street.Name) || !GeoPoint.TryParseLine(street.Line, out _)) || streets.DistinctBy(street => street.Name).Count() != streets.Count)
            throw new Refused(RefusalCode.Invalid, new FieldFault("streets", "PointInvalid"));
        using var turn = await gate.EnterAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var known = await db.Streets.AsNoTracking().Where(street => street.ForumId == actor.ForumId).ToDictionaryAsync(street => street.Name, cancellation);
        var fresh = streets.Where(street => !known.ContainsKey(street.Name)).ToList();
        db.Streets.AddRange(fresh.Select(street => new Street { ForumId = actor.ForumId, Name = street.Name, Line = street.Line, OtherSpellings = street.OtherSpellings, Numbers = street.Numbers }));
        await db.SaveChangesAsync(cancellation);
        foreach (var street in streets.Except(fresh))
        {
            await db.Streets.Where(row => row.ForumId == actor.ForumId && row.Name == street.Name).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Line, street.Line).SetProperty(row => row.OtherSpellings, street.OtherSpellings).SetProperty(row => row.Numbers, street.Numbers), cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return new(fresh.Count, streets.Count - fresh.Count);
    }
}

/// <summary>What came of an import.</summary>
/// <param name="Added">New rows.</param>
/// <param name="Changed">Rows that were there already.</param>
public sealed record ImportCounts(int Added, int Changed);
