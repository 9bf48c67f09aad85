using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Tryghedsforum.Api.Data;

/// <summary>
/// After somebody was erased: what is gone from the tables is gone from the file, too. SQLite overwrites what is deleted (secure_delete), but its
/// write-ahead log still holds the pages as they were. PostgreSQL does this by itself, when it vacuums.
/// </summary>
public sealed class ErasedBytes(ForumDb db, WriteGate gate)
{
    private const int PatienceMilliseconds = 2000;

    /// <summary>Empties the write-ahead log.</summary>
    /// <returns>False: somebody was still reading it; the next sweep does it.</returns>
    public async Task<bool> Wipe(CancellationToken cancellation)
    {
        if (db is not SqliteForumDb) return true;
        using var turn = await gate.EnterAsync(cancellation);
        await db.Database.OpenConnectionAsync(cancellation);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout={PatienceMilliseconds}; PRAGMA wal_checkpoint(TRUNCATE);");
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        // The first answer is the timeout, the second whether somebody was in the way.
        await rows.NextResultAsync(cancellation);
        return await rows.ReadAsync(cancellation) && rows.GetInt64(0) == 0;
    }
}
