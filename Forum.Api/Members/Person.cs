using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PersonalDataAttribute = Tryghedsforum.Api.Privacy.PersonalDataAttribute;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>One human on the installation, who may sign in and be a member of several forums.</summary>
public sealed class Person : IdentityUser<Guid>
{
    /// <summary>As the person wants to be called.</summary>
    [PersonalData("Shown to the person's own partners in the forum", Retention.Membership)]
    public string Name { get; private set; } = "";

    /// <summary>Sealed number in E.164, if the person wants SMS.</summary>
    [PersonalData("Sending SMS to the member", Retention.Membership)]
    public byte[]? PhoneSealed { get; private set; }

    /// <summary>Keyed hash of the number: an SMS from it is this person's.</summary>
    [PersonalData("Knowing who answers by SMS", Retention.Membership)]
    public string? PhoneHash { get; private set; }

    /// <summary>Sealed e-mail address, if the person signs in by one.</summary>
    [PersonalData("Sending codes and invitations by e-mail", Retention.Membership)]
    public byte[]? EmailSealed { get; private set; }

    /// <summary>Keyed hash of the e-mail address.</summary>
    [PersonalData("Knowing who signs in by e-mail", Retention.Membership)]
    public string? EmailHash { get; private set; }

    /// <summary>
    /// When a code that went there was entered; null: the person was invited there and has not come in yet. Until then there is no other way in, so
    /// whoever comes in has proved it.
    /// </summary>
    public DateTimeOffset? EmailProvedAt { get; private set; }

    /// <summary>Sealed secret of the authenticator app, for those whose role needs a second step.</summary>
    [PersonalData("Making sure that the member signs in, and nobody else", Retention.Membership)]
    public byte[]? SecondFactorSealed { get; private set; }

    /// <summary>The newest time step whose code was used (RFC 6238): no code counts twice.</summary>
    public long SecondFactorStep { get; private set; }

    /// <summary>Invented, for showing the program; never in Production.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Whether there is anything for this person to sign in to: a forum, or the installation.</summary>
    /// <param name="db">The database.</param>
    /// <param name="person">Who it is.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="without">A membership that does not count.</param>
    internal static Task<bool> IsSomebody(ForumDb db, Guid person, CancellationToken cancellation, Guid? without = null)
    {
        var operators = Operator.Now(db);
        return db.Users.AnyAsync(p => p.Id == person && (operators.Contains(person) || db.Members.Any(m => m.PersonId == person && m.Id != without && m.EndedAt == null)), cancellation);
    }

    internal static Person Make(string name, byte[]? phoneSealed, string? phoneHash, bool demo)
    {
        var id = Guid.NewGuid();
        return new()
        {
            Id = id, UserName = id.ToString("N"), NormalizedUserName = id.ToString("N").ToUpperInvariant(), SecurityStamp = Guid.NewGuid().ToString("N"),
            Name = name, PhoneSealed = phoneSealed, PhoneHash = phoneHash, IsDemo = demo,
        };
    }

    internal void ReachAt(byte[] phoneSealed, string phoneHash) => (PhoneSealed, PhoneHash) = (phoneSealed, phoneHash);

    internal void InviteAt(byte[] emailSealed, string emailHash) => (EmailSealed, EmailHash) = (emailSealed, emailHash);

    internal void ReachAtEmail(byte[] emailSealed, string emailHash, DateTimeOffset provedAt) => (EmailSealed, EmailHash, EmailProvedAt) = (emailSealed, emailHash, provedAt);

    /// <summary>A code that went to this address was entered; false: the person has another one by now.</summary>
    internal bool ProveEmail(string emailHash, DateTimeOffset now)
    {
        if (EmailHash != emailHash) return false;
        EmailProvedAt ??= now;
        return true;
    }

    internal void UseSecondFactor(byte[] secret, long step) => (SecondFactorSealed, SecondFactorStep) = (secret, step);

    /// <summary>Nobody any more: the row stays for the memberships that name it, and says nothing.</summary>
    internal void Forget()
    {
        (Name, PhoneSealed, PhoneHash) = ("", null, null);
        (EmailSealed, EmailHash, EmailProvedAt) = (null, null, null);
        ForgetSecondFactor();
    }

    internal void ForgetSecondFactor() => (SecondFactorSealed, SecondFactorStep) = (null, 0);

    internal static void Map(EntityTypeBuilder<Person> person)
    {
        person.HasIndex(p => p.PhoneHash);
        person.HasIndex(p => p.EmailHash);
        // Numbers are kept sealed (PhoneSealed); Identity's plain column is not made at all.
        person.Ignore(p => p.PhoneNumber).Ignore(p => p.PhoneNumberConfirmed);
    }
}
