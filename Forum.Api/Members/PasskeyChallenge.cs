using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>What a passkey is asked for.</summary>
internal enum PasskeyUse
{
    /// <summary>To sign in; whose it is turns out by its use.</summary>
    SignIn,

    /// <summary>To be the second step of somebody who has entered a code.</summary>
    SecondStep,

    /// <summary>To be made.</summary>
    Add,
}

/// <summary>A question to a passkey that has not been answered yet. It is answered once, by the browser that asked, within minutes.</summary>
internal sealed class PasskeyChallenge
{
    /// <summary>How long an answer is waited for; devices and browsers give up after five minutes themselves.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromMinutes(6);

    /// <summary>Keyed hash of the secret in the cookie of the browser that asked.</summary>
    [PersonalData("Letting only the browser that asked for it use a passkey", Retention.SignIn)]
    public required string Hash { get; init; }

    /// <summary>What for.</summary>
    public PasskeyUse Use { get; init; }

    /// <summary>Whose passkey it must be; null: anybody's.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Sealed: the question itself, and the name that the device shows.</summary>
    [PersonalData("Signing in with a passkey", Retention.SignIn)]
    public required byte[] StateSealed { get; init; }

    /// <summary>When it was asked.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When it was answered, rightly or not.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    internal static void Map(EntityTypeBuilder<PasskeyChallenge> challenge)
    {
        challenge.HasKey(c => c.Hash);
        challenge.HasIndex(c => c.At);
        challenge.Property(c => c.Use).HasConversion<string>().HasMaxLength(20);
    }
}
