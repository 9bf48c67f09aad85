using System.Reflection;
using Tryghedsforum.Api.Data;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Tryghedsforum.Testing;

/// <summary>
/// Runs a theory once on SQLite and once on PostgreSQL: <c>[Theory, BothDatabases]</c> on a method whose first parameter is a
/// <see cref="DatabaseKind"/>; further parameters take the values given here.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class BothDatabasesAttribute(params object?[] values) : DataAttribute
{
    /// <summary>What the parameters after the first one get.</summary>
    public IReadOnlyList<object?> Values { get; } = values;

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<DatabaseKind>().Select(kind => new TheoryDataRow([kind, .. Values]))]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
