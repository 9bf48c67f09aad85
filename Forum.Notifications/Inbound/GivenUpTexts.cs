using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Planning;

namespace Tryghedsforum.Notifications.Inbound;

/// <summary>A text to the forum that the program could not work on, as it came.</summary>
/// <param name="Id">Its key.</param>
/// <param name="From">The sender's number in part; null: it cannot be opened.</param>
/// <param name="Body">What it says; null: it cannot be opened.</param>
/// <param name="ReceivedAt">When it came.</param>
public sealed record GivenUpText(Guid Id, string? From, string? Body, DateTimeOffset ReceivedAt);

/// <summary>The task list of the texts that the program has given up: a human reads and answers them.</summary>
public sealed class GivenUpTexts(NotificationsDb db, NoteSenderLook look, FieldCipher cipher)
{
    private const string ReadByHuman = "read-by-human";

    /// <summary>What nobody has handled yet in a forum, the oldest first.</summary>
    public async Task<IReadOnlyList<GivenUpText>> List(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Policies.Coordinate);
        var texts = await Waiting(actor.ForumId).AsNoTracking().OrderBy(t => t.ReceivedAt).Take(200).ToListAsync(cancellation);
        return [.. texts.Select(t => new GivenUpText(t.Id, InPart(Open(t.FromSealed, PrepareMessage.FromPurpose)), Open(t.BodySealed, ReceiveSms.BodyPurpose), t.ReceivedAt))];
    }

    /// <summary>Opens the sender's number to one person, this once, for a reason that is audited.</summary>
    /// <returns>The number, as people write it, and as the provider says.</returns>
    /// <exception cref="Refused">Invalid. NotFound: no such text waits, or its number cannot be opened.</exception>
    public async Task<string> ViewSender(Actor actor, Guid textId, ViewContactRequest request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.Coordinate);
        var text = await Waiting(actor.ForumId).AsNoTracking().FirstOrDefaultAsync(t => t.Id == textId, cancellation);
        var from = Open(text?.FromSealed, PrepareMessage.FromPurpose) ?? throw new Refused(RefusalCode.NotFound);
        await look.Run(actor, textId, request, key, cancellation);
        return PhoneNumber.TryParse(from, out var number) ? number.Display : from;
    }

    /// <summary>Takes a text off the list; false: it is not on it.</summary>
    public async Task<bool> MarkHandled(Actor actor, Guid textId, CancellationToken cancellation)
    {
        actor.Demand(Policies.Coordinate);
        return await db.Write(
            () => Waiting(actor.ForumId).Where(t => t.Id == textId)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.State, InboundState.Done).SetProperty(t => t.Outcome, ReadByHuman), cancellation), cancellation) == 1;
    }

    // Not every sender is a number.
    private static string? InPart(string? from) => from is null ? null : PhoneNumber.TryParse(from, out var number) ? number.InPart : "•••";

    // A key that is gone may be the very reason why a text was given up: the rest of it is shown all the same.
    private string? Open(byte[]? field, string purpose)
    {
        try
        {
            return cipher.Open(field, purpose);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IQueryable<InboundSms> Waiting(int forumId) => db.InboundTexts.Where(t => t.ForumId == forumId && t.State == InboundState.Failed && t.BodySealed != null);
}
