using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Tryghedsforum.KillHost;

/// <summary>Makes every statement that writes a step; reads are none. A commit is named by what its transaction has written.</summary>
internal sealed partial class StatementSteps(Steps steps) : DbCommandInterceptor, IDbTransactionInterceptor
{
    private readonly ConditionalWeakTable<DbTransaction, List<string>> written = [];

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Before(command);
        return new(result);
    }

    /// <inheritdoc/>
    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        After(command);
        return new(result);
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Before(command);
        return new(result);
    }

    /// <inheritdoc/>
    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        // What met no row has no effect: whoever comes second to a message, the answer or its receipt, would be a step that is only sometimes there.
        if (result == 0 && command.Transaction is { } transaction && NameOf(command) is { } name) written.GetOrCreateValue(transaction).Remove(name);
        After(command);
        return new(result);
    }

    // PostgreSQL's client uses one object for all transactions of a connection, one after the other.
    /// <inheritdoc/>
    public ValueTask<DbTransaction> TransactionStartedAsync(DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        written.Remove(result);
        return new(result);
    }

    /// <inheritdoc/>
    public ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (NameOf(transaction) is { } name) steps.Before(name);
        return new(result);
    }

    /// <inheritdoc/>
    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (NameOf(transaction) is { } name) steps.After(name);
        return Task.CompletedTask;
    }

    private void Before(DbCommand command)
    {
        if (NameOf(command) is not { } name) return;
        if (command.Transaction is { } transaction)
        {
            steps.Before("write " + name);
            written.GetOrCreateValue(transaction).Add(name);
        }
        else
        {
            steps.Before("alone " + name);
        }
    }

    private void After(DbCommand command)
    {
        if (command.Transaction is null && NameOf(command) is { } name) steps.After("alone " + name);
    }

    // How many rows of a kind it wrote does not make it another step; nor does which of a message's columns a receipt changes, since any receipt may be the first.
    private string? NameOf(DbTransaction transaction)
    {
        const string receipt = "INSERT Receipts";
        if (!written.TryGetValue(transaction, out var names) || names.Count == 0) return null;
        var distinct = names.SelectMany(name => name.Split(", ")).Distinct().ToList();
        return "commit " + (distinct.Contains(receipt) ? receipt : string.Join(", ", distinct));
    }

    // An update is named by the first and the last column that it sets: to claim, to begin, to mark and to let a lease run out are all updates of a message.
    private static string? NameOf(DbCommand command)
    {
        var writes = Write().Matches(command.CommandText);
        return writes.Count == 0 ? null : string.Join(", ", writes.Select(write =>
            $"{write.Groups["verb"].Value} {write.Groups["table"].Value}{(Set().Matches(write.Groups["set"].Value) is [var first, ..] set ? $".{first.Groups[1].Value}-{set[^1].Groups[1].Value}" : "")}").Distinct());
    }

    [GeneratedRegex("""\b(?<verb>INSERT|UPDATE|DELETE)(?: INTO| FROM)? "(?<table>\w+)"(?: AS "?\w+"?)?(?:\s+SET\s+(?<set>.*?)(?:\bWHERE\b|\bRETURNING\b|;|\z))?""", RegexOptions.Singleline)]
    private static partial Regex Write();

    [GeneratedRegex("""(?<![.\w])"(\w+)" =""")]
    private static partial Regex Set();
}
