using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Audit;

/// <summary>The facts of an entry: enums, ids and counts. Words are a row of their own, so that erasing them does not touch the chain.</summary>
public sealed record AuditFacts
{
    /// <summary>What somebody is, or is to be.</summary>
    public Role? Role { get; init; }

    /// <summary>What somebody was before.</summary>
    public Role? Before { get; init; }

    /// <summary>The team.</summary>
    public Guid? Team { get; init; }

    /// <summary>The team before.</summary>
    public Guid? TeamBefore { get; init; }

    /// <summary>The name was changed; names themselves are never part of the chain.</summary>
    public bool? Renamed { get; init; }

    /// <summary>The first day of a deputy.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last one; null with a first one: no end is set.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>How many.</summary>
    public int? Count { get; init; }

    /// <summary>Why a reporter's number or address was opened.</summary>
    public ContactReason? Reason { get; init; }

    /// <summary>Which settings.</summary>
    public SettingsPart? Part { get; init; }

    /// <summary>The number of an entry: as far as that.</summary>
    public long? UpTo { get; init; }

    internal string ToText() => JsonSerializer.Serialize(this, AuditJson.Default.AuditFacts);

    internal static AuditFacts FromText(string text) => JsonSerializer.Deserialize(text, AuditJson.Default.AuditFacts)!;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AuditFacts))]
internal sealed partial class AuditJson : JsonSerializerContext;

/// <summary>
/// One line of the audit log. Both databases refuse to change or delete it (triggers in the migration), and each carries a keyed hash over itself and the
/// one before, so that whoever gets round the database is still found out.
/// </summary>
internal sealed class AuditEntry
{
    private const string Purpose = "audit.entry";

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>1, 2, 3 … within the forum, without a gap.</summary>
    public long Seq { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The member who did it; null: the operator, a reporter, or whoever was invited.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>What that member was then.</summary>
    public Role? ActorRole { get; init; }

    /// <summary>What was done.</summary>
    public AuditKind Kind { get; init; }

    /// <summary>The member, invitation or case that it is about.</summary>
    public Guid SubjectId { get; init; }

    /// <summary>The facts, as JSON text.</summary>
    public required string Facts { get; init; }

    /// <summary>Keyed hash of the words that belong to it; null: none did.</summary>
    public string? WordsHash { get; init; }

    /// <summary>The hash of the entry before; empty for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>Keyed hash of all of the above.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The hash that this entry must carry.</summary>
    public string HashOf(FieldCipher cipher) => cipher.Hash(
        string.Join('\n', ForumId.ToString(CultureInfo.InvariantCulture), Seq.ToString(CultureInfo.InvariantCulture), (At.UtcTicks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture),
            ActorId, ActorRole, Kind, SubjectId, Facts, WordsHash, PreviousHash), Purpose);

    public void Seal(FieldCipher cipher) => Hash = HashOf(cipher);

    internal static void Map(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("AuditEntries").HasKey(e => new { e.ForumId, e.Seq });
        entry.HasIndex(e => new { e.ForumId, e.Kind, e.Seq });
        entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(30);
        entry.Property(e => e.ActorRole).HasConversion<string>().HasMaxLength(20);
        entry.HasOne<Forums.Forum>().WithMany().HasForeignKey(e => e.ForumId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>Words that belong to an entry, such as a reason. They go when their time is over; the chain keeps a hash that nobody can undo.</summary>
internal sealed class AuditWords
{
    internal const string Purpose = "audit.words";

    /// <summary>The forum.</summary>
    public int ForumId { get; init; }

    /// <summary>The entry's number.</summary>
    public long Seq { get; init; }

    /// <summary>Goes into the hash, and goes away with the words: not even with the key can they be guessed afterwards.</summary>
    public Guid Salt { get; init; } = Guid.NewGuid();

    /// <summary>Sealed words.</summary>
    [PersonalData("Knowing why somebody's details were opened", Retention.AuditWords)]
    public required byte[] WordsSealed { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The hash of these words that the entry carries.</summary>
    public string HashOf(FieldCipher cipher) => cipher.Hash($"{Salt}\n{cipher.Open(WordsSealed, Purpose)}", Purpose);

    internal static void Map(EntityTypeBuilder<AuditWords> words)
    {
        words.ToTable("AuditWords").HasKey(w => new { w.ForumId, w.Seq });
        words.HasIndex(w => w.At);
    }
}
