using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>Somebody runs the installation no longer; what the person is in forums stays.</summary>
public sealed partial class EndOperator(ForumDb db, WriteGate gate, FieldCipher cipher, ReportLimits limits, EmailUse email, TimeProvider time, ILogger<EndOperator> logger)
{
    /// <summary>Ends it, and every session of the person.</summary>
    /// <param name="actor">The program.</param>
    /// <param name="address">The number or e-mail address.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">Invalid: neither. NotFound: it is no operator's.</exception>
    public async Task Run(Actor actor, string? address, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        if (CodeAddress.Read(address, limits, email, out var fault) is not { } to) throw new Refused(RefusalCode.Invalid, new FieldFault("phone", fault!));
        var (hash, now) = (to.Hash(cipher), time.GetUtcNow());
        using var turn = await gate.EnterAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var one = await db.Operators.FirstOrDefaultAsync(o => o.EndedAt == null && db.Users.Any(p => p.Id == o.PersonId && (p.PhoneHash == hash || p.EmailHash == hash)), cancellation)
            ?? throw new Refused(RefusalCode.NotFound);
        one.End(now);
        await Session.EndAll(db, db.Sessions.Where(s => s.PersonId == one.PersonId), now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        db.ChangeTracker.Clear();
        Log.Ended(logger, one.PersonId);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Person {PersonId} runs the installation no longer")]
        public static partial void Ended(ILogger logger, Guid personId);
    }
}
