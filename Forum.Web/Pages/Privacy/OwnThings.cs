using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Planning;

namespace Tryghedsforum.Web.Pages.Privacy;

/// <summary>All that is held about a person: what happened, and the messages.</summary>
/// <param name="Person">Name, number, places, passkeys, sessions and deeds.</param>
/// <param name="Messages">To and from the person, the newest first.</param>
internal sealed record OwnEverything(OwnData Person, IReadOnlyList<OwnMessage> Messages);

/// <summary>All that is held about a case, for the one who reported it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Messages">To the reporter, the newest first.</param>
internal sealed record CaseEverything(CaseView Case, IReadOnlyList<OwnMessage> Messages);

/// <summary>
/// Reads and erases what is held in both halves of the program. Messages are erased before and after the rest: before, so that it can be begun again when it was
/// broken off; after, because some may have been made meanwhile.
/// </summary>
internal sealed class OwnThings(ReadOwnData read, ErasePerson erasePerson, LeaveForum leave, ReadCase readCase, EraseCase eraseCase, OwnMessages messages, ReachMember reach, ErasedBytes bytes)
{
    public async Task<OwnEverything> Person(Actor actor, CancellationToken cancellation)
    {
        var person = await read.Run(actor, cancellation);
        return new(person, await messages.Of(Names(person), HashOf(person.Phone), cancellation));
    }

    public async Task ErasePerson(Actor actor, CancellationToken cancellation)
    {
        var person = await read.Run(actor, cancellation);
        await erasePerson.Check(actor, cancellation);
        await messages.Erase(Names(person), HashOf(person.Phone), cancellation);
        await erasePerson.Run(actor, cancellation);
        await messages.Erase(Names(person), HashOf(person.Phone), cancellation);
        await bytes.Wipe(cancellation);
    }

    /// <summary>True: it was the last forum, and nothing is left of the person.</summary>
    public async Task<bool> Leave(Actor actor, CancellationToken cancellation)
    {
        var person = await read.Run(actor, cancellation);
        if (!await leave.Run(actor, cancellation)) return false;
        await messages.Erase(Names(person), HashOf(person.Phone), cancellation);
        await bytes.Wipe(cancellation);
        return true;
    }

    public async Task<CaseEverything> Case(Actor holder, CancellationToken cancellation)
    {
        var view = await readCase.Own(holder, cancellation);
        return new(view, await messages.Of([OwnMessages.Reporter(view.Id)], null, cancellation));
    }

    public async Task EraseCase(Actor holder, CancellationToken cancellation)
    {
        var view = await readCase.Own(holder, cancellation);
        await messages.EraseCase(holder.ForumId, view.Id, view.PhoneHash, cancellation);
        await eraseCase.Run(holder, cancellation);
        await messages.EraseCase(holder.ForumId, view.Id, view.PhoneHash, cancellation);
        await bytes.Wipe(cancellation);
    }

    private string? HashOf(string? phone) => PhoneNumber.TryParse(phone, out var number) ? reach.PhoneHash(number.E164) : null;

    private static IReadOnlyCollection<string> Names(OwnData person) => [.. person.Places.Select(place => OwnMessages.Member(place.MemberId)), .. person.SignIns.SelectMany(asked => OwnMessages.SignIn(asked.Id))];
}
