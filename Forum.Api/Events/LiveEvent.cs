using Microsoft.AspNetCore.DataProtection;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Events;

/// <summary>One event as a connected page or program gets it.</summary>
/// <param name="Id">Opaque; drop what you have seen.</param>
/// <param name="Type">What happened; outsiders learn no more than "Changed".</param>
/// <param name="Number">Case number, for those who may know it.</param>
/// <param name="Cursor">Opaque; what you send when you come back.</param>
/// <param name="Row">The case in short, for those who may see it.</param>
internal sealed record LiveEvent(Guid Id, string Type, string? Number, string Cursor, LiveRow? Row);

/// <summary>A case in short.</summary>
/// <param name="Category">What it is about.</param>
/// <param name="Street">The street, when it may be shown.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="NearChildren">Near children.</param>
internal sealed record LiveRow(CategoryCode Category, string? Street, string Status, bool NearChildren);

/// <summary>What a connection gets when it has joined: what it missed, in order; or the word to load the page again.</summary>
/// <param name="Cursor">Where it stands now.</param>
/// <param name="Reload">Its cursor said nothing, or it missed too much.</param>
/// <param name="Events">What it missed.</param>
internal sealed record JoinAnswer(string Cursor, bool Reload, IReadOnlyList<LiveEvent> Events);

/// <summary>A kind of reader: everybody of one kind gets the same, so an event is made ready once per kind and not once per reader.</summary>
/// <param name="ForumId">The forum.</param>
/// <param name="Bits">What the kind reads with.</param>
/// <param name="CaseId">The one case of a link's holder.</param>
internal sealed record ReaderKind(int ForumId, Audience Bits, Guid? CaseId)
{
    public string Group { get; } = CaseId is { } id ? $"case:{id:n}" : $"forum:{ForumId}:{(int)Bits}";

    public bool KnowsCases => CaseId is not null || (Bits & (Audience.Partners | Audience.Police)) != 0;

    public static ReaderKind Of(Actor actor) => new(actor.ForumId, Readable.Bits(actor), actor.CaseId);
}

/// <summary>Makes and reads cursors. The number of an event never leaves the server in the clear: a gap would betray a hidden case.</summary>
internal sealed class LiveCursor(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("live.cursor");

    public string Protect(ReaderKind kind, long seq) => For(kind).Protect(seq.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public long? Read(ReaderKind kind, string? cursor)
    {
        if (string.IsNullOrEmpty(cursor) || cursor.Length > 1000) return null;
        try
        {
            return long.Parse(For(kind).Unprotect(cursor), System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector For(ReaderKind kind) => protector.CreateProtector(kind.Group);
}

/// <summary>The cursor that a page is rendered with, read before its data: what happens after it reaches the page when it connects.</summary>
public sealed class PageCursor(IDataProtectionProvider protection, ReadEvents events)
{
    private readonly LiveCursor cursors = new(protection);

    /// <summary>The cursor of this actor's kind of reader, now.</summary>
    public async Task<string> For(Actor actor, CancellationToken cancellation) =>
        cursors.Protect(ReaderKind.Of(actor), await events.Head(actor.ForumId, cancellation));
}
