using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>What the first step is.</summary>
internal enum SignInWay
{
    /// <summary>A code by SMS.</summary>
    Sms,

    /// <summary>A login at a provider.</summary>
    Provider,

    /// <summary>A code by e-mail.</summary>
    Email,
}

/// <summary>
/// One browser that wants to sign in by a number or an e-mail address. The code is a keyed function of the row's random id, so it is neither stored nor logged anywhere, and
/// without the key outside the database nobody can work it out. A row is made for unknown ones, too: limits, answers and time are the same.
/// </summary>
internal sealed class SignInAttempt
{
    /// <summary>How long a code holds.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromMinutes(10);

    private const int SecretBytes = 20;

    /// <summary>Wrong entries that end an attempt.</summary>
    public const int MostTries = 5;

    /// <summary>Random (122 bits), and never leaves the server.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>Keyed hash of the secret in the cookie of the browser that asked.</summary>
    [PersonalData("Letting only the browser that asked for a code use it", Retention.SignIn)]
    public required string BrowserHash { get; init; }

    /// <summary>What the first step is.</summary>
    public SignInWay Way { get; init; }

    /// <summary>Keyed hash of the number or e-mail address, or of the login at a provider.</summary>
    [PersonalData("Limiting how many codes a number gets", Retention.SignIn)]
    public required string PhoneHash { get; init; }

    /// <summary>Keyed hash of the number without its last four digits, or of the e-mail address without what follows a plus.</summary>
    [PersonalData("Limiting how many codes a series of numbers gets", Retention.SignIn)]
    public required string SeriesHash { get; init; }

    /// <summary>Whose number it is; null: nobody's who may sign in.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>When the code was asked for.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Wrong entries so far, of the code and of the second step.</summary>
    public int Tries { get; private set; }

    /// <summary>When the right code was entered.</summary>
    public DateTimeOffset? PassedAt { get; private set; }

    /// <summary>When it ended: signed in, or given up.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Sealed secret of a second step that is being set up.</summary>
    [PersonalData("Setting up the second step of signing in", Retention.SignIn)]
    public byte[]? NewFactorSealed { get; private set; }

    /// <summary>Sealed number that the person wants from now on; then the code went there, and opens nothing else. Null: the person signs in.</summary>
    [PersonalData("Changing a member's own number", Retention.SignIn)]
    public byte[]? NewPhoneSealed { get; init; }

    /// <summary>Sealed number that the person had until the change; it is told of it.</summary>
    [PersonalData("Telling the old number that it was changed", Retention.SignIn)]
    public byte[]? OldPhoneSealed { get; private set; }

    /// <summary>Sealed e-mail address that the person wants from now on; as with a number.</summary>
    [PersonalData("Changing a member's own e-mail address", Retention.SignIn)]
    public byte[]? NewEmailSealed { get; init; }

    /// <summary>Sealed e-mail address that the person had until the change; it is told of it.</summary>
    [PersonalData("Telling the old e-mail address that it was changed", Retention.SignIn)]
    public byte[]? OldEmailSealed { get; private set; }

    /// <summary>The attempt of a browser that has this secret.</summary>
    public static SignInAttempt Of(FieldCipher cipher, CodeAddress to, Guid? person, string secret, DateTimeOffset now, bool isNew = false) => new()
    {
        BrowserHash = Browser(cipher, secret), Way = to.Way, PhoneHash = to.Hash(cipher), SeriesHash = to.SeriesHash(cipher), PersonId = person, At = now,
        NewPhoneSealed = isNew && !to.IsEmail ? to.Seal(cipher) : null, NewEmailSealed = isNew && to.IsEmail ? to.Seal(cipher) : null,
    };

    /// <summary>A secret for a browser's cookie.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The code of an attempt: six digits.</summary>
    public static string Code(FieldCipher cipher, Guid id) => (BinaryPrimitives.ReadUInt64BigEndian(Base64Url.DecodeFromChars(cipher.Hash(id.ToString("N"), "sign-in.code"))) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>The hash of a browser's secret.</summary>
    public static string Browser(FieldCipher cipher, string secret) => cipher.Hash(secret, "sign-in.browser");

    /// <summary>Compares what was entered, in the same time for every wrong one; spaces between the digits do no harm.</summary>
    public static bool IsCode(FieldCipher cipher, Guid id, string? entered) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Code(cipher, id)), Encoding.UTF8.GetBytes(Digits(entered)));

    /// <summary>The digits of what was entered.</summary>
    public static string Digits(string? entered) => string.Concat((entered ?? "").Take(40).Where(char.IsAsciiDigit));

    /// <summary>The first step was right, and not too long ago.</summary>
    public bool IsPassed(DateTimeOffset now) => PassedAt is { } passed && passed > now - Validity;

    internal void Pass(DateTimeOffset now) => PassedAt ??= now;

    internal void End(DateTimeOffset now) => EndedAt ??= now;

    internal void Replace(byte[]? oldPhone) => OldPhoneSealed = oldPhone;

    internal void ReplaceEmail(byte[]? oldEmail) => OldEmailSealed = oldEmail;

    internal void SetUp(byte[] secret) => NewFactorSealed = secret;

    internal static void Map(EntityTypeBuilder<SignInAttempt> attempt)
    {
        attempt.Property(a => a.Way).HasConversion<string>().HasMaxLength(20).HasDefaultValue(SignInWay.Sms).HasSentinel(SignInWay.Sms);
        attempt.HasIndex(a => a.BrowserHash).IsUnique();
        attempt.HasIndex(a => new { a.PhoneHash, a.At });
        attempt.HasIndex(a => new { a.SeriesHash, a.At });
        attempt.HasIndex(a => a.At);
    }
}
