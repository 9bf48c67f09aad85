using Tryghedsforum.Api.Data;

namespace Tryghedsforum.Api.Members;

/// <summary>What a passkey answers.</summary>
/// <param name="Secret">The secret of the question, from the browser's cookie.</param>
/// <param name="Answer">JSON that the browser got from its device (WebAuthn).</param>
/// <param name="Name">What a new passkey is to be called; null when it is used.</param>
public sealed record PasskeyAnswer(string? Secret, string? Answer, string? Name = null);

/// <summary>
/// The passkey has answered. It needs the device and its owner's finger, face or screen lock, so it counts for both steps: it opens also police, municipality
/// and coordinator, alone or after a code.
/// </summary>
public sealed class EnterPasskey(ForumDb db, WriteGate gate, PasskeyQuestions questions, SignInAttempts attempts, SignInProviders providers, TimeProvider time)
{
    /// <summary>Enters the answer.</summary>
    /// <param name="actor">Anyone.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="browser">The secret of the browser that entered a code; null: it signs in by the passkey alone.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">Invalid: not right, too late, used before, nobody's, or of somebody who is no member any more; which of these is not told.</exception>
    public async Task<SignInProgress> Run(Actor actor, PasskeyAnswer answer, string? browser, CancellationToken cancellation)
    {
        actor.Demand(Policies.Join);
        if (await questions.Take(answer.Secret, cancellation) is not { } question || (browser is null) != (question.Use is PasskeyUse.SignIn)) throw Wrong();
        return browser is null
            ? await Alone(question, answer, cancellation)
            : await attempts.Enter(browser, attempt => Second(attempt, question, answer, cancellation), cancellation, Fault);
    }

    internal static Refused Wrong() => new(RefusalCode.Invalid, Fault);

    private static FieldFault Fault => new("passkey", "PasskeyWrong");

    private async Task<SignInProgress> Alone(PasskeyChallenge question, PasskeyAnswer answer, CancellationToken cancellation)
    {
        using var turn = await gate.EnterAsync(cancellation);
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await questions.Used(question, answer.Answer, cancellation) is not { } person || !await Person.IsSomebody(db, person, cancellation)) throw Wrong();
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new(SignInStep.Done, person, ByBoth: true);
    }

    private async Task<SignInProgress?> Second(SignInAttempt attempt, PasskeyChallenge question, PasskeyAnswer answer, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!attempt.IsPassed(now) || attempt.PersonId is not { } person || question.PersonId != person) return null;
        if (question.Use is PasskeyUse.SecondStep)
        {
            if (await questions.Used(question, answer.Answer, cancellation) != person) return null;
        }
        else
        {
            // Set up on another browser in the meantime: that one counts.
            if (await new SecondSteps(db, providers).Exist(person, cancellation) || Passkey.NameOf(answer.Name) is not { } name || await questions.Made(question, answer.Answer) is not { } made) return null;
            db.Passkeys.Add(Passkey.Of(person, made, name, now));
        }

        attempt.End(now);
        return new(SignInStep.Done, person, ByBoth: true);
    }
}
