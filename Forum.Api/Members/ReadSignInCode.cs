using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>What is sent: the code, and where to.</summary>
/// <param name="Address">A number, E.164, or an e-mail address.</param>
/// <param name="Code">Six digits.</param>
public sealed record SignInCode(string Address, string Code);

/// <summary>The code of an attempt, asked for right before it is sent.</summary>
public sealed class ReadSignInCode(ForumDb db, FieldCipher cipher, TimeProvider time)
{
    /// <summary>The code and where it goes; null when it is too late, or nobody's.</summary>
    public async Task<SignInCode?> Run(Actor actor, Guid attempt, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var since = time.GetUtcNow() - SignInAttempt.Validity;
        var found = await db.SignInAttempts.AsNoTracking().Where(a => a.Id == attempt && a.At > since && a.EndedAt == null && a.PassedAt == null)
            .Select(a => new { Asked = a, Person = db.Users.FirstOrDefault(p => p.Id == a.PersonId) }).FirstOrDefaultAsync(cancellation);
        if (found is null) return null;
        var (asked, person) = (found.Asked, found.Person);
        var address = asked.Way is SignInWay.Email
            ? cipher.Open(asked.NewEmailSealed ?? (person?.EmailHash == asked.PhoneHash ? person?.EmailSealed : null), EmailAddress.Purpose)
            : cipher.Open(asked.NewPhoneSealed ?? person?.PhoneSealed, SubmitReport.PhonePurpose);
        return address is null ? null : new(address, SignInAttempt.Code(cipher, attempt));
    }
}
