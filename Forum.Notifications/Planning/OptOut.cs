using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Notifications.Data;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>A phone that wants no SMS from a forum ("STOP").</summary>
internal sealed class OptOut
{
    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>Keyed hash of the number.</summary>
    public required string PhoneHash { get; init; }

    /// <summary>The telephone company has obeyed the word, too: it sends nothing to the phone before it hears START.</summary>
    public bool ByProvider { get; private set; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }

    internal void ObeyedByProvider() => ByProvider = true;

    internal static void Map(EntityTypeBuilder<OptOut> optOut)
    {
        optOut.ToTable("OptOuts").HasKey(o => new { o.ForumId, o.PhoneHash });
        optOut.Property(o => o.ByProvider).HasDefaultValue(false);
        // Kept while it holds: forgetting a STOP would be sending to somebody who said no.
        optOut.Property(o => o.PhoneHash).HasMaxLength(64).Personal("Sending nothing to a phone that said stop", PersonalColumns.Membership);
    }
}
