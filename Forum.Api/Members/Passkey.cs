using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Privacy;
using PersonalDataAttribute = Tryghedsforum.Api.Privacy.PersonalDataAttribute;

namespace Tryghedsforum.Api.Members;

/// <summary>A key in somebody's telephone or computer, opened there by finger, face or screen lock; here lies only its public half.</summary>
public sealed class Passkey : IdentityUserPasskey<Guid>
{
    /// <summary>How many a person may have.</summary>
    internal const int Most = 10;

    private const int NameMax = 40;

    /// <summary>Random; what forms call it.</summary>
    public Guid Id { get; private set; } = Guid.NewGuid();

    /// <summary>What its owner calls it.</summary>
    [PersonalData("Signing in with a passkey", Retention.Membership)]
    public string Name { get; private set; } = "";

    /// <summary>When it was added.</summary>
    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>When it was last used to sign in; null: not yet.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    internal static Passkey Of(Guid person, UserPasskeyInfo made, string name, DateTimeOffset now) => new()
    {
        UserId = person, CredentialId = made.CredentialId, Name = name, AddedAt = now,
        // What the device says of its make has been looked at, and is not needed again.
        Data = new()
        {
            PublicKey = made.PublicKey, CreatedAt = now, SignCount = made.SignCount, Transports = made.Transports, IsUserVerified = made.IsUserVerified,
            IsBackupEligible = made.IsBackupEligible, IsBackedUp = made.IsBackedUp, AttestationObject = [], ClientDataJson = [],
        },
    };

    /// <summary>The name as it is kept; null: there is none, or it is too long.</summary>
    internal static string? NameOf(string? written) => SafeText.Of(written ?? "").Trim() is { Length: > 0 and <= NameMax } name && !name.Any(char.IsControl) ? name : null;

    internal void Use(UserPasskeyInfo used, DateTimeOffset now) => (Data.SignCount, Data.IsBackedUp, LastUsedAt) = (used.SignCount, used.IsBackedUp, now);

    internal static void Map(EntityTypeBuilder<Passkey> passkey) => passkey.HasIndex(p => p.Id).IsUnique();
}
