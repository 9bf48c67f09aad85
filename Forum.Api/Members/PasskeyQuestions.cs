using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>A question to a passkey.</summary>
/// <param name="Secret">For the cookie of the browser that asks; only with it can the answer be given.</param>
/// <param name="Options">JSON that the browser hands to its device (WebAuthn).</param>
public sealed record PasskeyQuestion(string Secret, string Options);

/// <summary>
/// Asks passkeys, and looks at what they answer. What is right and wrong in an answer is the framework's to say (challenge, origin, domain, user
/// verification, signature, counter); that a question is answered once only is said here, by its row.
/// </summary>
public sealed partial class PasskeyQuestions(
    ForumDb db, WriteGate gate, FieldCipher cipher, IPasskeyHandler<Person> handler, IServiceProvider services, TimeProvider time, ILogger<PasskeyQuestions> logger)
{
    private const string Purpose = "passkey.question";
    private const int SecretBytes = 20, MostLetters = 16 * 1024;

    // The request is none of the framework's business: domain and origin come from the configuration (see PasskeyDomain).
    private HttpContext NoRequest => new DefaultHttpContext { RequestServices = services };

    internal async Task<PasskeyQuestion> Ask(PasskeyUse use, Person? person, CancellationToken cancellation)
    {
        var (options, state) = use is PasskeyUse.Add ? await New(person!) : await Known(person);
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        using var turn = await gate.EnterAsync(cancellation);
        db.PasskeyChallenges.Add(new() { Hash = Hash(secret), Use = use, PersonId = person?.Id, StateSealed = cipher.Seal(state, Purpose)!, At = time.GetUtcNow() });
        await db.SaveChangesAsync(cancellation);
        return new(secret, options);
    }

    /// <summary>Takes a question out, to be answered. It is gone then, whatever the answer is worth; null: there is none.</summary>
    internal async Task<PasskeyChallenge?> Take(string? secret, CancellationToken cancellation)
    {
        if (secret is null || !Reports.CaseSecret.LooksRight(secret)) return null;
        var (hash, now) = (Hash(secret), time.GetUtcNow());
        using var turn = await gate.EnterAsync(cancellation);
        var since = now - PasskeyChallenge.Validity;
        var taken = await db.PasskeyChallenges.Where(c => c.Hash == hash && c.EndedAt == null && c.At > since).ExecuteUpdateAsync(set => set.SetProperty(c => c.EndedAt, now), cancellation);
        return taken == 0 ? null : await db.PasskeyChallenges.AsNoTracking().FirstAsync(c => c.Hash == hash, cancellation);
    }

    /// <summary>A new passkey as a device made it; null: it is not right.</summary>
    internal async Task<UserPasskeyInfo?> Made(PasskeyChallenge question, string? answer)
    {
        if (!Readable(answer)) return null;
        var result = await handler.PerformAttestationAsync(new() { HttpContext = NoRequest, CredentialJson = answer!, AttestationState = cipher.Open(question.StateSealed, Purpose) });
        if (result.Succeeded && result.Passkey.IsUserVerified) return result.Passkey;
        Log.Refused(logger, question.Use);
        return null;
    }

    /// <summary>Whose passkey has answered, with its use counted; null: it is not right. Saved with what the caller saves.</summary>
    internal async Task<Guid?> Used(PasskeyChallenge question, string? answer, CancellationToken cancellation)
    {
        if (!Readable(answer)) return null;
        var result = await handler.PerformAssertionAsync(new() { HttpContext = NoRequest, CredentialJson = answer!, AssertionState = cipher.Open(question.StateSealed, Purpose) });
        if (!result.Succeeded)
        {
            Log.Refused(logger, question.Use);
            return null;
        }

        var id = result.Passkey.CredentialId;
        (await db.Passkeys.FirstAsync(p => p.CredentialId == id, cancellation)).Use(result.Passkey, time.GetUtcNow());
        return result.User.Id;
    }

    private static bool Readable(string? answer) => answer is { Length: > 0 and <= MostLetters };

    private async Task<(string Options, string State)> New(Person person)
    {
        var made = await handler.MakeCreationOptionsAsync(new() { Id = person.Id.ToString(), Name = person.Name, DisplayName = person.Name }, NoRequest);
        return (made.CreationOptionsJson, made.AttestationState!);
    }

    private async Task<(string Options, string State)> Known(Person? person)
    {
        var asked = await handler.MakeRequestOptionsAsync(person, NoRequest);
        return (asked.RequestOptionsJson, asked.AssertionState!);
    }

    private string Hash(string secret) => cipher.Hash(secret, "passkey.secret");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "A passkey's answer was not right; it was asked for {Use}")]
        public static partial void Refused(ILogger logger, PasskeyUse use);
    }
}
