using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>What is sent by SMS: the number and the code.</summary>
/// <param name="Phone">E.164.</param>
/// <param name="Code">Six digits.</param>
public sealed record SignInCode(string Phone, string Code);

/// <summary>The code of an attempt, asked for right before it is sent.</summary>
public sealed class ReadSignInCode(ForumDb db, FieldCipher cipher, TimeProvider time)
{
    /// <summary>The code and where it goes; null when it is too late, or nobody's.</summary>
    public async Task<SignInCode?> Run(Actor actor, Guid attempt, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var since = time.GetUtcNow() - SignInAttempt.Validity;
        var phone = await db.SignInAttempts.AsNoTracking().Where(a => a.Id == attempt && a.At > since && a.EndedAt == null && a.PassedAt == null)
            .Select(a => a.NewPhoneSealed ?? db.Users.Where(p => p.Id == a.PersonId).Select(p => p.PhoneSealed).FirstOrDefault()).FirstOrDefaultAsync(cancellation);
        return cipher.Open(phone, SubmitReport.PhonePurpose) is { } number ? new(number, SignInAttempt.Code(cipher, attempt)) : null;
    }
}
