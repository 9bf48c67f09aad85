using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Audit;

/// <summary>What a use case wants audited, before it is an entry of the chain.</summary>
internal sealed record AuditNote(AuditKind Kind, Guid Subject, AuditFacts Facts, string? Words);

/// <summary>Appends to the chain. The forum's row is held, so that nobody else takes the same number.</summary>
internal static class AuditChain
{
    public static async Task Append(ForumDb db, FieldCipher cipher, Actor actor, DateTimeOffset now, IReadOnlyList<AuditNote> notes, CancellationToken cancellation)
    {
        if (notes.Count == 0) return;
        var last = await db.AuditEntries.AsNoTracking().Where(e => e.ForumId == actor.ForumId).OrderByDescending(e => e.Seq).Select(e => new { e.Seq, e.Hash }).FirstOrDefaultAsync(cancellation);
        var (seq, previous) = (last?.Seq ?? 0, last?.Hash ?? "");
        foreach (var note in notes)
        {
            seq++;
            var words = note.Words is null ? null : new AuditWords { ForumId = actor.ForumId, Seq = seq, WordsSealed = cipher.Seal(note.Words, AuditWords.Purpose)!, At = now };
            var entry = new AuditEntry
            {
                ForumId = actor.ForumId, Seq = seq, At = now, ActorId = actor.MemberId, ActorRole = actor.Role, Kind = note.Kind, SubjectId = note.Subject,
                Facts = note.Facts.ToText(), WordsHash = words?.HashOf(cipher), PreviousHash = previous,
            };
            entry.Seal(cipher);
            previous = entry.Hash;
            db.AuditEntries.Add(entry);
            if (words is not null) db.AuditWords.Add(words);
        }
    }
}
