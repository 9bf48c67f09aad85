using Microsoft.Data.Sqlite;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Backups;

/// <summary>
/// Copies database and pictures into a folder while the program runs, and checks the copy. The database is one moment of it; of the pictures, those that
/// this moment knows. (SQLite; PostgreSQL has <c>pg_dump</c>.)
/// </summary>
public sealed class TakeBackup(DatabaseSettings database, PictureFolder pictures, CheckBackup check, FieldCipher cipher, TimeProvider time)
{
    /// <summary>Takes it.</summary>
    /// <exception cref="BackupRefused">The folder is not empty, or nothing can be written there, the database is not SQLite, or what was written is not whole.</exception>
    public async Task<BackupManifest> Run(string folder, CancellationToken cancellation)
    {
        if (database.Kind != DatabaseKind.Sqlite) throw new BackupRefused("On PostgreSQL the database is taken with pg_dump, and the pictures by copying their folder afterwards; see docs/running.md.");
        MakeFolder(folder);
        try
        {
            await CopyDatabase(Path.Combine(folder, BackupManifest.DatabaseName), cancellation);
            var manifest = await Complete(folder, cancellation);
            await manifest.Write(folder, cipher, cancellation);
            return await check.Run(folder, cancellation);
        }
        catch (Exception failure)
        {
            var left = Remove(folder);
            if (left is not null) throw new BackupRefused($"The backup could not be written, and what there is of it in {folder} could not be taken away again ({left}): {failure.Message}");
            if (failure is IOException or UnauthorizedAccessException or SqliteException) throw new BackupRefused($"The backup could not be written, and what there was of it is gone again: {failure.Message}");
            throw;
        }
    }

    // Nobody else on this machine is to read it.
    private static void MakeFolder(string folder)
    {
        try
        {
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) throw new BackupRefused($"{folder} is not empty: every backup has a folder of its own.");
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BackupRefused($"No backup can be written in {folder}: name a folder that this user may make and write in. ({failure.Message})");
        }
    }

    // Why it could not be taken away; null: it is gone.
    private static string? Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }

    private async Task CopyDatabase(string path, CancellationToken cancellation)
    {
        await using var from = new SqliteConnection(new SqliteConnectionStringBuilder(database.Connection) { Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        await using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        await from.OpenAsync(cancellation);
        await to.OpenAsync(cancellation);
        from.BackupDatabase(to);
        // One file that reading does not change; Restore switches the write-ahead log on again.
        await DatabaseCheck.Texts(to, "PRAGMA journal_mode=DELETE", cancellation);
    }

    private async Task<BackupManifest> Complete(string folder, CancellationToken cancellation)
    {
        await using var copy = CheckBackup.OpenDatabase(folder);
        await copy.OpenAsync(cancellation);
        var files = new List<BackupFile> { await BackupFile.Of(folder, BackupManifest.DatabaseName, cancellation) };
        var missing = 0;
        foreach (var id in await DatabaseCheck.Texts(copy, """SELECT "Id" FROM "Pictures" ORDER BY "Id" """, cancellation))
        {
            var copied = pictures.CopyTo(Path.Combine(folder, BackupManifest.PicturesName), Guid.Parse(id)).ToList();
            if (copied.Count == 0) missing++;
            foreach (var name in copied) files.Add(await BackupFile.Of(folder, $"{BackupManifest.PicturesName}/{name}", cancellation));
        }

        return new(CheckBackup.Program, time.GetUtcNow(), await DatabaseCheck.Rows(copy, cancellation), missing, BackupManifest.Prove(cipher), files);
    }
}
