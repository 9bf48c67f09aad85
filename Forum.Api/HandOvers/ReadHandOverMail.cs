using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.HandOvers;

/// <summary>What the mail to somebody outside says.</summary>
/// <param name="Address">The e-mail address.</param>
/// <param name="Name">Who is asked.</param>
/// <param name="Secret">What stands at the end of the link.</param>
/// <param name="Deadline">An answer is expected before.</param>
public sealed record HandOverMail(string Address, string Name, string Secret, DateTimeOffset Deadline);

/// <summary>What is written in the mail to somebody outside, asked for right before it is sent.</summary>
public sealed class ReadHandOverMail(ForumDb db, FieldCipher cipher, TimeProvider time)
{
    /// <summary>What it says; null: answered, taken back or too old in the meantime, or not by e-mail.</summary>
    public async Task<HandOverMail?> Run(Actor actor, Guid handOver, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var now = time.GetUtcNow();
        var open = await db.HandOvers.AsNoTracking().FirstOrDefaultAsync(h => h.Id == handOver && h.ForumId == actor.ForumId && h.EndedAt == null && h.AnsweredAt == null && h.OpenUntil > now, cancellation);
        return cipher.Open(open?.EmailSealed, EmailAddress.Purpose) is { } to ? new(to, cipher.Open(open!.NameSealed, HandOver.NamePurpose) ?? "", HandOver.SecretOf(cipher, open.Id), open.Deadline) : null;
    }
}
