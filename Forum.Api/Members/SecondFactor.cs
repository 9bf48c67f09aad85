using OtpNet;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>The secret of an authenticator app (RFC 6238: SHA-1, six digits, thirty seconds; one step early or late is taken).</summary>
internal static class SecondFactor
{
    private const string Purpose = "person.second-factor";
    private const int Bytes = 20;
    private static readonly VerificationWindow Drift = new(previous: 1, future: 1);

    /// <summary>A new one, sealed.</summary>
    public static byte[] New(FieldCipher cipher) => cipher.Seal(Convert.ToHexString(KeyGeneration.GenerateRandomKey(Bytes)), Purpose)!;

    /// <summary>The step whose code this is; null: of none near now.</summary>
    public static long? StepOf(FieldCipher cipher, byte[] factor, string? code, DateTimeOffset now) =>
        new Totp(Open(cipher, factor)).VerifyTotp(now.UtcDateTime, SignInAttempt.Digits(code), out var step, Drift) ? step : null;

    /// <summary>As an app takes it in: by a QR code, or typed.</summary>
    public static NewSecondFactor Show(FieldCipher cipher, byte[] factor, string name)
    {
        var key = Base32Encoding.ToString(Open(cipher, factor)).TrimEnd('=');
        return new(new OtpUri(OtpType.Totp, key, name, "Tryghedsforum").ToString(), string.Join(' ', key.Chunk(4).Select(four => new string(four))));
    }

    private static byte[] Open(FieldCipher cipher, byte[] factor) => Convert.FromHexString(cipher.Open(factor, Purpose)!);
}
