using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>A browser that shows a member that there is news. It goes with the session it was chosen in, with the choice, and with the member.</summary>
internal sealed class PushDevice
{
    private const string Purpose = "push.subscription", HashPurpose = "push.endpoint";

    /// <summary>Key; random.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>Whose choice.</summary>
    public Guid MemberId { get; init; }

    /// <summary>The session on that device.</summary>
    [PersonalData("Showing a member on a device that there is news", Retention.Session)]
    public required string SessionId { get; init; }

    /// <summary>Sealed: where the browser's maker takes the news, and the keys that only the browser reads it by.</summary>
    [PersonalData("Showing a member on a device that there is news", Retention.Session)]
    public required byte[] SubscriptionSealed { get; init; }

    /// <summary>Keyed hash of that address: a browser is known again by it.</summary>
    [PersonalData("Showing a member on a device that there is news", Retention.Session)]
    public required string EndpointHash { get; init; }

    /// <summary>When it was chosen.</summary>
    public DateTimeOffset AddedAt { get; init; }

    internal static byte[] Seal(FieldCipher cipher, PushSubscription subscription) => cipher.Seal(JsonSerializer.Serialize(subscription), Purpose)!;

    internal static string HashOf(FieldCipher cipher, string endpoint) => cipher.Hash(endpoint, HashPurpose);

    internal PushSubscription Open(FieldCipher cipher) => JsonSerializer.Deserialize<PushSubscription>(cipher.Open(SubscriptionSealed, Purpose)!)!;

    /// <summary>Those on which somebody is signed in now.</summary>
    internal static IQueryable<PushDevice> Open(ForumDb db, DateTimeOffset now) => db.PushDevices.Where(d => db.Sessions.Any(s => s.Id == d.SessionId && s.EndedAt == null && s.ExpiresAt > now));

    /// <summary>Forgets those on which nobody is signed in any more.</summary>
    internal static Task<int> ForgetEnded(ForumDb db, DateTimeOffset now, CancellationToken cancellation) =>
        db.PushDevices.Where(d => db.Sessions.Any(s => s.Id == d.SessionId && (s.EndedAt != null || s.ExpiresAt <= now))).ExecuteDeleteAsync(cancellation);

    internal static Task<int> Forget(ForumDb db, Guid member, CancellationToken cancellation) => db.PushDevices.Where(d => d.MemberId == member).ExecuteDeleteAsync(cancellation);

    internal static void Map(EntityTypeBuilder<PushDevice> device)
    {
        device.ToTable("PushDevices");
        device.HasIndex(d => new { d.MemberId, d.EndpointHash }).IsUnique();
        device.HasIndex(d => d.EndpointHash);
        device.HasIndex(d => d.SessionId);
        device.HasOne<Member>().WithMany().HasForeignKey(d => d.MemberId).OnDelete(DeleteBehavior.Cascade);
        device.HasOne<Session>().WithMany().HasForeignKey(d => d.SessionId).OnDelete(DeleteBehavior.Cascade);
    }
}
