using System.Buffers.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>An offer to become a member: one link, for one person, once. Of the link's secret only a keyed hash is kept.</summary>
internal sealed class Invitation
{
    private const int SecretBytes = 20;

    /// <summary>How long the link opens.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromHours(72);

    /// <summary>Random; may leave the server.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>Keyed hash of the link's secret.</summary>
    [PersonalData("Opening the invitation by its link", Retention.SignIn)]
    public required string Hash { get; init; }

    /// <summary>Sealed name, as the inviter wrote it.</summary>
    [PersonalData("Greeting the one who is invited", Retention.SignIn)]
    public required byte[] NameSealed { get; init; }

    /// <summary>Sealed number, E.164; empty: invited by e-mail.</summary>
    [PersonalData("Letting the one who is invited sign in", Retention.SignIn)]
    public byte[] PhoneSealed { get; init; } = [];

    /// <summary>Sealed e-mail address; null: invited by number.</summary>
    [PersonalData("Sending the invitation by e-mail", Retention.SignIn)]
    public byte[]? EmailSealed { get; init; }

    /// <summary>What the person is to be.</summary>
    public Role Role { get; init; }

    /// <summary>The team, or null.</summary>
    public Guid? TeamId { get; init; }

    /// <summary>The member who invited; null: the operator, by a command.</summary>
    public Guid? InvitedBy { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>Until when it can be accepted.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Accepted or called off at that time; it opens nothing any more.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The invitation that a link's secret opens; null when it is unknown, used, called off or too old.</summary>
    public static async Task<Invitation?> Open(ForumDb db, FieldCipher cipher, string secret, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!CaseSecret.LooksRight(secret)) return null;
        var hash = cipher.Hash(secret, InviteMember.SecretPurpose);
        return await db.Invitations.FirstOrDefaultAsync(i => i.Hash == hash && i.EndedAt == null && i.ExpiresAt > now, cancellation);
    }

    /// <summary>The link's secret: a keyed function of the row's id, so that it can be mailed and is kept nowhere.</summary>
    public static string SecretOf(FieldCipher cipher, Guid id) => Base64Url.EncodeToString(Base64Url.DecodeFromChars(cipher.Hash(id.ToString("N"), "invitation.link")).AsSpan(0, SecretBytes));

    /// <summary>Where the code goes when it is accepted; null: what is written is no address any more.</summary>
    public CodeAddress? Address(FieldCipher cipher)
    {
        if (EmailSealed is not null) return EmailAddress.TryParse(cipher.Open(EmailSealed, EmailAddress.Purpose), out var email) ? CodeAddress.Of(email) : null;
        return PhoneNumber.TryParse(cipher.Open(PhoneSealed, SubmitReport.PhonePurpose), out var number) ? CodeAddress.Of(number) : null;
    }

    internal void End(DateTimeOffset now) => EndedAt ??= now;

    internal static void Map(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.HasIndex(i => i.Hash).IsUnique();
        invitation.HasIndex(i => new { i.ForumId, i.ExpiresAt });
        invitation.HasOne<Forums.Forum>().WithMany().HasForeignKey(i => i.ForumId);
    }
}
