using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>How somebody is told of what is not urgent.</summary>
public enum MessageWay
{
    /// <summary>By SMS; by e-mail if there is no number.</summary>
    Sms,

    /// <summary>By e-mail; by SMS if there is no address.</summary>
    Email,

    /// <summary>Not at all: it stands on the page.</summary>
    Page,
}

/// <summary>When somebody is told of what happens on the streets that they follow.</summary>
public enum MessageRhythm
{
    /// <summary>At once.</summary>
    AtOnce,

    /// <summary>Every morning, if there was something.</summary>
    Daily,

    /// <summary>Every Monday morning, if there was something.</summary>
    Weekly,
}

/// <summary>How a member wants to be told of what is not urgent; without a row, as by default.</summary>
internal sealed class MessageChoice
{
    private const int SecretBytes = 20, IdBytes = 16;

    /// <summary>Whose choice.</summary>
    public Guid MemberId { get; init; }

    /// <summary>Which way.</summary>
    public MessageWay Way { get; private set; }

    /// <summary>English, not Danish.</summary>
    public bool English { get; private set; }

    /// <summary>From this hour of the day …</summary>
    public int QuietFrom { get; private set; }

    /// <summary>… until this one nothing is sent; the same hour twice: it may come at any time.</summary>
    public int QuietUntil { get; private set; }

    /// <summary>When, of the streets that are followed.</summary>
    public MessageRhythm Rhythm { get; private set; }

    /// <summary>The categories that are followed there, with commas between; empty: all of them.</summary>
    [PersonalData("Telling a neighbour of what the neighbour wants to hear about", Retention.Membership)]
    public string Categories { get; private set; } = "";

    internal void Set(MessageChoices to) => (Way, English, QuietFrom, QuietUntil, Rhythm, Categories) =
        (to.Way, to.English, to.QuietFrom, to.QuietUntil, to.Rhythm, string.Join(',', to.Categories));

    internal void StopMails() => Way = MessageWay.Page;

    /// <summary>The choice as it is.</summary>
    public MessageChoices Now() => new()
    {
        Way = Way, English = English, QuietFrom = QuietFrom, QuietUntil = QuietUntil, Rhythm = Rhythm,
        Categories = [.. Categories.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<CategoryCode>)],
    };

    /// <summary>What stands in the address by which a member stops the mails: the member, and a keyed hash of it. It is kept nowhere.</summary>
    public static string SecretOf(FieldCipher cipher, Guid member)
    {
        Span<byte> whole = stackalloc byte[IdBytes + SecretBytes];
        member.TryWriteBytes(whole);
        Base64Url.DecodeFromChars(cipher.Hash(member.ToString("N"), "member.stop-mails")).AsSpan(0, SecretBytes).CopyTo(whole[IdBytes..]);
        return Base64Url.EncodeToString(whole);
    }

    /// <summary>Whose secret it is; null: nobody's.</summary>
    public static Guid? MemberOf(FieldCipher cipher, string secret)
    {
        Span<byte> whole = stackalloc byte[IdBytes + SecretBytes + 2];
        if (!Base64Url.TryDecodeFromChars(secret, whole, out var length) || length != IdBytes + SecretBytes) return null;
        var member = new Guid(whole[..IdBytes]);
        return CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(SecretOf(cipher, member)), System.Text.Encoding.ASCII.GetBytes(secret)) ? member : null;
    }

    internal static void Map(EntityTypeBuilder<MessageChoice> choice)
    {
        choice.ToTable("MessageChoices").HasKey(c => c.MemberId);
        choice.Property(c => c.Way).HasConversion<string>().HasMaxLength(10);
        choice.Property(c => c.Rhythm).HasConversion<string>().HasMaxLength(10);
        choice.HasOne<Member>().WithMany().HasForeignKey(c => c.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}
