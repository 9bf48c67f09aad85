using Tryghedsforum.Api.PublicLists;

namespace Tryghedsforum.Api.Tests.Summaries;

/// <summary>A table of streets that somebody has got hold of.</summary>
internal sealed record StreetTable(DateOnly From, DateOnly Until, IReadOnlyDictionary<string, int> Counts);

/// <summary>What is claimed to be known: in this time a case came in on this street that the public list never showed there.</summary>
internal sealed record Claim(string Street, DateOnly From, DateOnly Until, string Why);

/// <summary>
/// Somebody who has kept every public list, and lays tables of streets beside each other and beside the lists: what is too many, what went missing between two
/// versions, and what one table holds more than another that begins or ends in another month.
/// </summary>
internal static class Attacker
{
    public static IReadOnlyList<Claim> Claims(IReadOnlyList<StreetTable> tables, IReadOnlyList<IReadOnlyList<PublicCase>> lists)
    {
        var listed = lists.SelectMany(list => list.Where(one => one.Street is not null).CountBy(one => (Street: one.Street!, one.Day)))
            .GroupBy(seen => seen.Key).ToDictionary(seen => seen.Key, seen => seen.Max(one => one.Value));
        var streets = tables.SelectMany(table => table.Counts.Keys).Distinct().ToList();
        int Listed(string street, DateOnly from, DateOnly until) => listed.Where(one => one.Key.Street == street && one.Key.Day >= from && one.Key.Day < until).Sum(one => one.Value);
        var claims = new List<Claim>();
        foreach (var street in streets)
        {
            foreach (var (i, table) in tables.Index())
            {
                var here = table.Counts.GetValueOrDefault(street);
                if (here > Listed(street, table.From, table.Until)) claims.Add(new(street, table.From, table.Until, "more than was listed"));
                foreach (var later in tables.Skip(i + 1))
                {
                    var more = later.Counts.GetValueOrDefault(street) - here;
                    if (later.From == table.From && later.Until == table.Until && more < 0) claims.Add(new(street, table.From, table.Until, "it was moved away"));
                    // What is in both falls out: only the months that one of the two holds alone are left.
                    if (later.From <= table.From || later.From >= table.Until) continue;
                    var (gone, come) = (Listed(street, table.From, later.From), Listed(street, table.Until, later.Until));
                    if (more + gone > come) claims.Add(new(street, table.Until, later.Until, "the later table holds more"));
                }
            }
        }

        return claims;
    }
}
