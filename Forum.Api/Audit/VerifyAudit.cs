using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Audit;

/// <summary>How far a forum's audit log had come: kept outside the database, it shows later that nothing was taken away or written anew.</summary>
/// <param name="Count">How many entries there were.</param>
/// <param name="Hash">The hash of the last one; empty when there was none.</param>
public sealed record AuditHead(long Count, string Hash)
{
    /// <summary>As it is written down: "12:hash".</summary>
    public override string ToString() => $"{Count.ToString(CultureInfo.InvariantCulture)}:{Hash}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string? text, out AuditHead head)
    {
        head = new(0, "");
        if (text?.Split(':') is not [var count, var hash] || !long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        head = new(number, hash);
        return true;
    }
}

/// <summary>What is wrong with a forum's audit log.</summary>
public enum AuditFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An entry is missing before the named one, or at the end.</summary>
    Missing,

    /// <summary>The entry was changed, or its key is another.</summary>
    Changed,

    /// <summary>The words of the entry were changed.</summary>
    WordsChanged,

    /// <summary>The whole log was written anew: it fits together, and is not the one that the head is of.</summary>
    Rewritten,
}

/// <summary>What the check of a forum's audit log found.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="At">The number of the entry where it shows; null when nothing is wrong.</param>
/// <param name="Head">How far the log has come.</param>
public sealed record AuditVerdict(AuditFault Fault, long? At, AuditHead Head);

/// <summary>The operator has a forum's audit log recomputed, from its first entry to its last.</summary>
public sealed class VerifyAudit(ForumDb db, FieldCipher cipher)
{
    /// <summary>Recomputes it; stops at the first fault.</summary>
    /// <param name="actor">The program.</param>
    /// <param name="known">How far the log was known to have come; null: not known.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<AuditVerdict> Run(Actor actor, AuditHead? known, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var head = new AuditHead(0, "");
        var rows = from entry in db.AuditEntries.AsNoTracking()
                   join said in db.AuditWords.AsNoTracking() on new { entry.ForumId, entry.Seq } equals new { said.ForumId, said.Seq } into all
                   from words in all.DefaultIfEmpty()
                   where entry.ForumId == actor.ForumId
                   orderby entry.Seq
                   select new { entry, words };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (Check(row.entry, row.words, head, known) is not AuditFault.None and var fault) return new(fault, row.entry.Seq, head);
            head = new(row.entry.Seq, row.entry.Hash);
        }

        return known is not null && known.Count > head.Count ? new(AuditFault.Missing, head.Count + 1, head) : new(AuditFault.None, null, head);
    }

    private AuditFault Check(AuditEntry entry, AuditWords? words, AuditHead before, AuditHead? known) =>
        entry.Seq != before.Count + 1 ? AuditFault.Missing
        : entry.PreviousHash != before.Hash || entry.Hash != entry.HashOf(cipher) ? AuditFault.Changed
        // Erased words leave nothing to compare; words that nobody said are as wrong as others.
        : words is not null && words.HashOf(cipher) != entry.WordsHash ? AuditFault.WordsChanged
        : known?.Count == entry.Seq && known.Hash != entry.Hash ? AuditFault.Rewritten
        : AuditFault.None;
}
