using Microsoft.AspNetCore.Identity;
using PersonalDataAttribute = Tryghedsforum.Api.Privacy.PersonalDataAttribute;
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

    /// <summary>Sealed secret of the authenticator app, for those whose role needs a second step.</summary>
    [PersonalData("Making sure that the member signs in, and nobody else", Retention.Membership)]
    public byte[]? SecondFactorSealed { get; private set; }

    /// <summary>The newest time step whose code was used (RFC 6238): no code counts twice.</summary>
    public long SecondFactorStep { get; private set; }

    /// <summary>Invented, for showing the program; never in Production.</summary>
    public bool IsDemo { get; init; }

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

    internal void UseSecondFactor(byte[] secret, long step) => (SecondFactorSealed, SecondFactorStep) = (secret, step);

    /// <summary>Nobody any more: the row stays for the memberships that name it, and says nothing.</summary>
    internal void Forget()
    {
        (Name, PhoneSealed, PhoneHash) = ("", null, null);
        ForgetSecondFactor();
    }

    internal void ForgetSecondFactor() => (SecondFactorSealed, SecondFactorStep) = (null, 0);
}
