using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Members;

/// <summary>
/// Who runs the installation, for all its forums: sees whether it works, and nothing of what is written in it. Made and unmade by a command only, so no forum
/// can give itself more than it has.
/// </summary>
internal sealed class Operator
{
    /// <summary>Who it is.</summary>
    public Guid PersonId { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>No longer from then on.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Those of now.</summary>
    public static IQueryable<Guid> Now(ForumDb db) => db.Operators.Where(o => o.EndedAt == null).Select(o => o.PersonId);

    internal void Begin(DateTimeOffset now) => (Since, EndedAt) = (now, null);

    internal void End(DateTimeOffset now) => EndedAt ??= now;

    internal static void Map(EntityTypeBuilder<Operator> one)
    {
        one.HasKey(o => o.PersonId);
        one.HasOne<Person>().WithMany().HasForeignKey(o => o.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
