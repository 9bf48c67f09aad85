using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>Where a code goes: to a number, or to an e-mail address.</summary>
internal sealed record CodeAddress
{
    private readonly string key, series, purpose;

    /// <summary>Enough to know one's own: the last two digits, or the first letter and the domain.</summary>
    public required string InPart { get; init; }

    private CodeAddress(SignInWay way, string value, string key, string series, string purpose) =>
        (Way, Value, this.key, this.series, this.purpose) = (way, value, key, series, purpose);

    /// <summary>By SMS or by e-mail.</summary>
    public SignInWay Way { get; }

    /// <summary>The number, E.164, or the address.</summary>
    public string Value { get; }

    /// <summary>It is an e-mail address.</summary>
    public bool IsEmail => Way is SignInWay.Email;

    /// <summary>A number; its series are those that differ in the last four digits.</summary>
    public static CodeAddress Of(PhoneNumber number) => new(SignInWay.Sms, number.E164, number.E164, number.E164[..^4], SubmitReport.PhonePurpose) { InPart = number.E164[^2..] };

    /// <summary>An e-mail address; its series are those that come to the same mailbox.</summary>
    public static CodeAddress Of(EmailAddress address) => new(SignInWay.Email, address.Value, address.Key, address.Mailbox, EmailAddress.Purpose) { InPart = address.InPart };

    /// <summary>Reads what somebody wrote in the one field for both; null, and what is wrong with it, when it is neither.</summary>
    public static CodeAddress? Read(string? written, ReportLimits limits, EmailUse email, out string? fault)
    {
        fault = null;
        if (written?.Contains('@', StringComparison.Ordinal) == true)
        {
            if (!email.IsOn) fault = "EmailOff";
            else if (EmailAddress.TryParse(written, out var address)) return Of(address);
            else fault = "EmailInvalid";
            return null;
        }

        if (!PhoneNumber.TryParse(written, out var number)) fault = "PhoneInvalid";
        else if (number.IsIn(limits.Countries)) return Of(number);
        else fault = "PhoneCountry";
        return null;
    }

    /// <summary>The keyed hash by which it is looked up.</summary>
    public string Hash(FieldCipher cipher) => cipher.Hash(key, purpose);

    /// <summary>The keyed hash of its series.</summary>
    public string SeriesHash(FieldCipher cipher) => cipher.Hash(series, purpose);

    /// <summary>Sealed.</summary>
    public byte[] Seal(FieldCipher cipher) => cipher.Seal(Value, purpose)!;
}
