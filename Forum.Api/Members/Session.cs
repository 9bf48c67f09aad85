using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>One sign-in on one device. The cookie holds only its id; ending the row ends pages, API and open connections.</summary>
internal sealed class Session
{
    private static readonly TimeSpan Coarse = TimeSpan.FromHours(1);

    /// <summary>Keyed hash of the random id in the cookie.</summary>
    [PersonalData("Keeping a member signed in", Retention.Session)]
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public Guid PersonId { get; init; }

    /// <summary>Sealed authentication ticket.</summary>
    [PersonalData("Keeping a member signed in", Retention.Session)]
    public byte[] TicketSealed { get; private set; } = [];

    /// <summary>Kind of device ("iPhone", "Windows"), as coarse as its owner would say it; null: not known.</summary>
    [PersonalData("Showing a member where the member is signed in", Retention.Session)]
    public string? Device { get; init; }

    /// <summary>When it began: the person had proved right then who it is.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was last used, to the hour; null: not since it began.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>When it ends at the latest.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Ended early (signed out, or ended by somebody) at that time.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>It goes on with this ticket, until then.</summary>
    internal void Renew(byte[] ticket, DateTimeOffset until) => (TicketSealed, ExpiresAt) = (ticket, until);

    /// <summary>Whether its use is worth a note: what is shown is the day.</summary>
    internal bool IsNews(DateTimeOffset now) => now - (UsedAt ?? StartedAt) > Coarse;

    internal void Use(DateTimeOffset now) => UsedAt = now;

    /// <summary>It ends; the first end counts.</summary>
    internal void End(DateTimeOffset now) => EndedAt ??= now;

    /// <summary>Ends those sessions, and what hangs on them: their devices show no more news. Answers how many there were.</summary>
    internal static async Task<int> EndAll(ForumDb db, IQueryable<Session> sessions, DateTimeOffset now, CancellationToken cancellation)
    {
        var ended = await sessions.Where(s => s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellation);
        await PushDevice.ForgetEnded(db, now, cancellation);
        return ended;
    }

    internal static void Map(EntityTypeBuilder<Session> session)
    {
        session.HasIndex(s => s.PersonId);
        session.Property(s => s.Device).HasMaxLength(20);
        session.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
    }
}
