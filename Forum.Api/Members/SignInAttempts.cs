using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>What comes next for the one who signs in.</summary>
public enum SignInStep
{
    /// <summary>Signed in: begin the session.</summary>
    Done,

    /// <summary>The second step that the person has is asked for.</summary>
    SecondFactor,

    /// <summary>The person's role needs a second step, and none is set up yet.</summary>
    NewSecondFactor,
}

/// <summary>How far a sign-in has come.</summary>
/// <param name="Step">What comes next.</param>
/// <param name="PersonId">Who it is.</param>
/// <param name="Browser">The secret for the cookie of a browser that has none yet.</param>
/// <param name="ByBoth">Both steps were taken, or one that counts for both.</param>
public sealed record SignInProgress(SignInStep Step, Guid PersonId, string? Browser = null, bool ByBoth = false);

/// <summary>The attempts to sign in: found by the browser's secret, and entered into no more than a few times.</summary>
public sealed class SignInAttempts(ForumDb db, WriteGate gate, FieldCipher cipher, TimeProvider time)
{
    /// <summary>The attempt of a browser that can still go on; null: there is none.</summary>
    /// <param name="browser">The browser's secret.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="toChange">The code went to a new number or e-mail address of somebody who is signed in; such an attempt never signs in.</param>
    internal async Task<SignInAttempt?> Find(string? browser, CancellationToken cancellation, bool toChange = false)
    {
        if (browser is null || !Reports.CaseSecret.LooksRight(browser)) return null;
        var hash = SignInAttempt.Browser(cipher, browser);
        return await db.SignInAttempts.AsNoTracking().FirstOrDefaultAsync(a => a.BrowserHash == hash && a.EndedAt == null && a.Tries < SignInAttempt.MostTries && (a.NewPhoneSealed != null || a.NewEmailSealed != null) == toChange, cancellation);
    }

    /// <summary>Looks at what was entered, and counts it.</summary>
    /// <param name="browser">The browser's secret.</param>
    /// <param name="check">Null: it is wrong.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <param name="fault">What is said when it is wrong; null: of the code.</param>
    /// <param name="toChange">As in <see cref="Find"/>.</param>
    /// <exception cref="Refused">Invalid: wrong, too old, used, or another browser's; which of these is not told.</exception>
    internal async Task<SignInProgress> Enter(string? browser, Func<SignInAttempt, Task<SignInProgress?>> check, CancellationToken cancellation, FieldFault? fault = null, bool toChange = false)
    {
        if (await Find(browser, cancellation, toChange) is not { } found) throw Wrong(fault);
        using var turn = await gate.EnterAsync(cancellation);
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Counted before it is looked at, by the row itself: many at once, on several nodes, are no more than five.
        var counted = await db.SignInAttempts.Where(a => a.Id == found.Id && a.EndedAt == null && a.Tries < SignInAttempt.MostTries)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Tries, a => a.Tries + 1), cancellation);
        var progress = counted == 0 ? null : await check(await db.SignInAttempts.FirstAsync(a => a.Id == found.Id, cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return progress ?? throw Wrong(fault);
    }

    /// <summary>Looks at a code that went to a new number or address. Wrong ones are counted whatever becomes of the rest.</summary>
    /// <param name="browser">The browser's secret.</param>
    /// <param name="code">What was entered.</param>
    /// <param name="isFor">Whether the attempt is one for this.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>The attempt, which is still to be used.</returns>
    /// <exception cref="Refused">As <see cref="Enter"/>.</exception>
    internal async Task<Guid> Prove(string? browser, string? code, Func<SignInAttempt, bool> isFor, CancellationToken cancellation)
    {
        var proved = Guid.Empty;
        await Enter(browser, attempt =>
        {
            var now = time.GetUtcNow();
            var right = isFor(attempt) && attempt.At > now - SignInAttempt.Validity && SignInAttempt.IsCode(cipher, attempt.Id, code);
            if (right) attempt.Pass(now);
            proved = attempt.Id;
            return Task.FromResult<SignInProgress?>(right ? new(SignInStep.Done, attempt.PersonId ?? Guid.Empty) : null);
        }, cancellation, toChange: true);
        return proved;
    }

    private static Refused Wrong(FieldFault? fault) => new(RefusalCode.Invalid, fault ?? new FieldFault("code", "CodeWrong"));
}
