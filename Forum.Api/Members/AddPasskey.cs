using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;

namespace Tryghedsforum.Api.Members;

/// <summary>The member's device has made a passkey; from now on it signs the member in.</summary>
public sealed class AddPasskey(ForumDb db, EventLog log, PasskeyQuestions questions, FreshProof proof)
{
    /// <summary>Adds it.</summary>
    /// <exception cref="Refused">ProveAgain. Invalid: no name, the answer is not right or too late, or there are ten already.</exception>
    public async Task<bool> Run(Actor actor, PasskeyAnswer answer, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSignIn);
        await proof.Demand(actor, cancellation);
        if (Passkey.NameOf(answer.Name) is not { } name) throw new Refused(RefusalCode.Invalid, new FieldFault("name", "PasskeyNameMissing"));
        if (await questions.Take(answer.Secret, cancellation) is not { Use: PasskeyUse.Add, PersonId: { } person } question || person != actor.PersonId) throw Wrong("PasskeyNotMade");
        return await log.Write(actor, null, async entry =>
        {
            if (await db.Passkeys.CountAsync(p => p.UserId == person, cancellation) >= Passkey.Most) throw Wrong("PasskeysTooMany");
            if (await questions.Made(question, answer.Answer) is not { } made) throw Wrong("PasskeyNotMade");
            var passkey = db.Passkeys.Add(Passkey.Of(person, made, name, entry.Now)).Entity;
            entry.Append(EventType.PasskeyAdded, SubjectKind.SignIn, passkey.Id, Audience.None, new EventData { Member = actor.MemberId });
            return true;
        }, cancellation);
    }

    private static Refused Wrong(string code) => new(RefusalCode.Invalid, new FieldFault("passkey", code));
}
