using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Api.Reports;

namespace Tryghedsforum.Api.Members;

/// <summary>
/// Somebody is to run the installation. There is no invitation: whoever gives the command has the machine. The person signs in by a code to the number or
/// address, and sets up the second step on the way.
/// </summary>
public sealed partial class AddOperator(ForumDb db, WriteGate gate, FieldCipher cipher, ReportLimits limits, EmailUse email, TimeProvider time, ILogger<AddOperator> logger)
{
    private const int NameMax = 80;

    /// <summary>Adds the operator; whoever is one already stays one.</summary>
    /// <param name="actor">The program.</param>
    /// <param name="name">As the person is called; of somebody who is known, the known name stays.</param>
    /// <param name="address">A number, or an e-mail address.</param>
    /// <param name="demo">Invented, for showing.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="Refused">Invalid: no name, or neither number nor address.</exception>
    public async Task<Guid> Run(Actor actor, string? name, string? address, bool demo, CancellationToken cancellation)
    {
        actor.Demand(Policies.Sweep);
        var called = SafeText.Of(name ?? "").Trim();
        if (called.Length is 0 or > NameMax || called.Any(char.IsControl)) throw new Refused(RefusalCode.Invalid, new FieldFault("name", "NameMissing"));
        if (CodeAddress.Read(address, limits, email, out var fault) is not { } to) throw new Refused(RefusalCode.Invalid, new FieldFault("phone", fault!));
        using var turn = await gate.EnterAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var hash = to.Hash(cipher);
        var person = await db.Users.Where(p => p.PhoneHash == hash || p.EmailHash == hash).OrderBy(p => p.Id).FirstOrDefaultAsync(cancellation)
            ?? db.Users.Add(Person.Make(called, to.IsEmail ? null : to.Seal(cipher), to.IsEmail ? null : hash, demo)).Entity;
        if (to.IsEmail && person.EmailHash is null) person.InviteAt(to.Seal(cipher), hash);
        var one = await db.Operators.FindAsync([person.Id], cancellation);
        if (one is not { EndedAt: null })
        {
            one ??= db.Operators.Add(new() { PersonId = person.Id }).Entity;
            one.Begin(time.GetUtcNow());
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        db.ChangeTracker.Clear();
        Log.Added(logger, person.Id);
        return person.Id;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Person {PersonId} runs the installation from now on")]
        public static partial void Added(ILogger logger, Guid personId);
    }
}
