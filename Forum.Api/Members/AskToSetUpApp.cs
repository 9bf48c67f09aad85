using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>An authenticator app that a member may set up.</summary>
/// <param name="Sealed">Its secret, sealed for this member: the form carries it.</param>
/// <param name="App">As an app takes it in.</param>
public sealed record AppOffer(string Sealed, NewSecondFactor App);

/// <summary>A member wants to set up an authenticator app, or another one instead of the old.</summary>
public sealed class AskToSetUpApp(ForumDb db, FieldCipher cipher, FreshProof proof)
{
    /// <summary>Offers a new one, or the same again after a wrong code.</summary>
    /// <exception cref="Refused">ProveAgain.</exception>
    public async Task<AppOffer> Run(Actor actor, string? offered, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnSignIn);
        await proof.Demand(actor, cancellation);
        var factor = Open(cipher, actor, offered) ?? SecondFactor.New(cipher);
        var name = await db.Users.AsNoTracking().Where(p => p.Id == actor.PersonId).Select(p => p.Name).FirstAsync(cancellation);
        return new(Convert.ToBase64String(cipher.Seal(Convert.ToBase64String(factor), Purpose(actor))!), SecondFactor.Show(cipher, factor, name));
    }

    /// <summary>What the form carried; null: nothing, or nothing of this member.</summary>
    internal static byte[]? Open(FieldCipher cipher, Actor actor, string? offered)
    {
        try
        {
            return offered is { Length: > 0 and < 1000 } ? Convert.FromBase64String(cipher.Open(Convert.FromBase64String(offered), Purpose(actor))!) : null;
        }
        catch (Exception broken) when (broken is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private static string Purpose(Actor actor) => $"second-factor.offer/{actor.PersonId}/{actor.SessionId}";
}
