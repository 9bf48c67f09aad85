using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Tryghedsforum.Web.Tests.Shape;

/// <summary>The tables of both contexts, as Entity Framework understands them.</summary>
internal static class Model
{
    /// <summary>What the program's own types are mapped to.</summary>
    public static IReadOnlyList<IReadOnlyEntityType> Entities { get; } = [.. Of(new Api.Data.DesignSqlite().CreateDbContext([])).Concat(Of(new Notifications.Data.DesignSqlite().CreateDbContext([]))).Where(entity => entity.ClrType.Namespace?.StartsWith("Tryghedsforum", StringComparison.Ordinal) is true)];

    private static List<IEntityType> Of(DbContext context)
    {
        using (context) return context.GetService<IDesignTimeModel>().Model.GetEntityTypes().ToList();
    }
}
