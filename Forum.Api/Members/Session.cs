using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>One sign-in on one device. The cookie holds only its id; ending the row ends pages, API and open connections.</summary>
internal sealed class Session
{
    /// <summary>Keyed hash of the random id in the cookie.</summary>
    [PersonalData("Keeping a member signed in", Retention.Session)]
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public Guid PersonId { get; init; }

    /// <summary>Sealed authentication ticket.</summary>
    [PersonalData("Keeping a member signed in", Retention.Session)]
    public byte[] TicketSealed { get; private set; } = [];

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ends at the latest.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Ended early (signed out, or ended by somebody) at that time.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>It goes on with this ticket, until then.</summary>
    internal void Renew(byte[] ticket, DateTimeOffset until) => (TicketSealed, ExpiresAt) = (ticket, until);

    /// <summary>It ends; the first end counts.</summary>
    internal void End(DateTimeOffset now) => EndedAt ??= now;

    internal static void Map(EntityTypeBuilder<Session> session)
    {
        session.HasIndex(s => s.PersonId);
        session.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
    }
}
