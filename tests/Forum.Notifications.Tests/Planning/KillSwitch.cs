using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>
/// Stands in for a process that ends: throws at the n-th step, before a statement that writes, and before and after a commit. Before a read is the
/// same moment as after the step that came before it.
/// </summary>
internal sealed partial class KillSwitch
{
    private readonly AsyncLocal<Countdown?> armed = new();

    public IInterceptor[] Interceptors => [new Commands(this), new Transactions(this)];

    /// <summary>How many steps the last work took.</summary>
    public int Taken { get; private set; }

    /// <summary>Runs the work until the n-th step; true: it was killed there, false: it came to its end before.</summary>
    public async Task<bool> KillsAt(int step, Func<Task> work)
    {
        var countdown = new Countdown { Left = step };
        armed.Value = countdown;
        try
        {
            await work();
        }
        catch (Exception) when (countdown.Left <= 0)
        {
            // Whatever it looks like from outside.
        }
        finally
        {
            armed.Value = null;
            Taken = step - countdown.Left;
        }

        return countdown.Left <= 0;
    }

    // Once dead, dead: clean-up code of a process that has ended does not run either, nor does it read.
    private void Step(bool counts = true)
    {
        if (armed.Value is not { } countdown) return;
        if (counts) countdown.Left--;
        if (countdown.Left <= 0) throw new IOException("The process has ended here.");
    }

    [GeneratedRegex("""\b(INSERT INTO|UPDATE|DELETE FROM) "\w""")]
    private static partial Regex Write();

    private sealed class Countdown
    {
        public int Left { get; set; }
    }

    private sealed class Commands(KillSwitch kill) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            kill.Step(Write().IsMatch(command.CommandText));
            return new(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            kill.Step(Write().IsMatch(command.CommandText));
            return new(result);
        }
    }

    private sealed class Transactions(KillSwitch kill) : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            kill.Step();
            return new(result);
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            kill.Step();
            return Task.CompletedTask;
        }
    }
}
