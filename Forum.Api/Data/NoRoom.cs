using Microsoft.Data.Sqlite;
using Npgsql;

namespace Tryghedsforum.Api.Data;

/// <summary>A full disk, in whatever words it is told: nothing of what was asked for has been kept.</summary>
internal static class NoRoom
{
    private const int SqliteFull = 13;

    // ENOSPC and EDQUOT; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private static readonly int[] Full = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>Whether this failure is one.</summary>
    public static bool Is(Exception? failure) => failure switch
    {
        null => false,
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteFull,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.DiskFull,
        IOException disk when Full.Contains(disk.HResult) => true,
        _ => Is(failure.InnerException),
    };
}
