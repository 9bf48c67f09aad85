using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>The e-mail address that a member had before, asked for right before it is told of the change.</summary>
public sealed class ReadOldEmail(ForumDb db, FieldCipher cipher)
{
    /// <summary>The address; null: there was none, or it is forgotten.</summary>
    public async Task<string?> Run(Actor actor, Guid attempt, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        return cipher.Open(await db.SignInAttempts.AsNoTracking().Where(a => a.Id == attempt).Select(a => a.OldEmailSealed).FirstOrDefaultAsync(cancellation), EmailAddress.Purpose);
    }
}
