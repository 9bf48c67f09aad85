using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>The member has signed in at the provider; from now on that login signs the member in here.</summary>
public sealed class AddProvider(ForumDb db, EventLog log, FieldCipher cipher, SignInProviders providers, FreshProof proof)
{
    private const int Most = 10;

    /// <summary>Connects it.</summary>
    /// <exception cref="Refused">ProveAgain. Invalid: it is somebody else's, or there are ten already.</exception>
    public async Task<bool> Run(Actor actor, ProviderAnswer answer, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSignIn);
        await proof.Demand(actor, cancellation);
        if (providers.Find(answer.Provider) is null || actor.PersonId is not { } person) throw new Refused(RefusalCode.NotFound);
        return await log.Write(actor, null, async entry =>
        {
            var hash = ProviderLogin.HashOf(cipher, answer);
            if (await db.ProviderLogins.FirstOrDefaultAsync(l => l.Hash == hash, cancellation) is { } known) return known.PersonId == person ? true : throw Wrong("ProviderTaken");
            if (await db.ProviderLogins.CountAsync(l => l.PersonId == person, cancellation) >= Most) throw Wrong("ProviderTaken");
            var login = db.ProviderLogins.Add(new() { PersonId = person, Provider = answer.Provider, Hash = hash, AddedAt = entry.Now }).Entity;
            entry.Append(EventType.ProviderAdded, SubjectKind.SignIn, login.Id, Audience.None, new EventData { Member = actor.MemberId });
            return true;
        }, cancellation);
    }

    private static Refused Wrong(string code) => new(RefusalCode.Invalid, new FieldFault("provider", code));
}
