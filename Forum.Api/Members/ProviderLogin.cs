using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>What a provider said of who has signed in there; it was checked before.</summary>
/// <param name="Provider">Name of the provider.</param>
/// <param name="Issuer">As it calls itself (<c>iss</c>).</param>
/// <param name="Subject">As it calls the person (<c>sub</c>).</param>
public sealed record ProviderAnswer(string Provider, string Issuer, string Subject);

/// <summary>Somebody's login at a provider. It is known by issuer and subject together and by nothing else: neither name nor e-mail finds anybody.</summary>
internal sealed class ProviderLogin
{
    /// <summary>Random; what forms call it.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>Whose it is.</summary>
    public Guid PersonId { get; init; }

    /// <summary>Name of the provider.</summary>
    public required string Provider { get; init; }

    /// <summary>Keyed hash of issuer and subject.</summary>
    [PersonalData("Knowing a member's login at a provider again", Retention.Membership)]
    public required string Hash { get; init; }

    /// <summary>When it was connected.</summary>
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>When it last signed its owner in; null: not yet.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>The hash by which an answer is known.</summary>
    public static string HashOf(FieldCipher cipher, ProviderAnswer answer) => cipher.Hash($"{answer.Issuer}\n{answer.Subject}", "sign-in.provider");

    internal void Use(DateTimeOffset now) => LastUsedAt = now;

    internal static void Map(EntityTypeBuilder<ProviderLogin> login)
    {
        login.HasIndex(l => l.Hash).IsUnique();
        login.HasIndex(l => l.PersonId);
        login.Property(l => l.Provider).HasMaxLength(40);
        login.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId);
    }
}
