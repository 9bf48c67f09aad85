using Microsoft.Data.Sqlite;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Pictures;

namespace Tryghedsforum.Api.Backups;

/// <summary>
/// Puts a backup where the program looks for its data, where nothing may be yet. Until <see cref="Finish"/>, a mark beside the database keeps the program
/// from starting: it would send what was sent before.
/// </summary>
public sealed class RestoreBackup(DatabaseSettings database, PictureFolder pictures, CheckBackup check)
{
    /// <summary>Checks the backup and copies it.</summary>
    /// <exception cref="BackupRefused">It is not whole, something is there already, or the database is not SQLite.</exception>
    public async Task<BackupManifest> Run(string folder, CancellationToken cancellation)
    {
        if (database.Kind != DatabaseKind.Sqlite) throw new BackupRefused("On PostgreSQL the database comes back with pg_restore; afterwards, and before the program starts, say: restored.");
        var manifest = await check.Run(folder, cancellation);
        var target = PathOf(database);
        if (File.Exists(target)) throw new BackupRefused($"There is a database already, {target}: a backup is restored onto an empty data folder only.");
        if (pictures.IsThere) throw new BackupRefused("There are pictures already: a backup is restored onto an empty pictures folder only.");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await File.WriteAllTextAsync(MarkOf(database), manifest.TakenAt.ToString("u"), cancellation);
            foreach (var file in manifest.Files.Where(file => file.Path != BackupManifest.DatabaseName))
                pictures.Take(Path.Combine(folder, file.Path), file.Path[(BackupManifest.PicturesName.Length + 1)..]);
            File.Copy(Path.Combine(folder, BackupManifest.DatabaseName), target);
            await using var restored = new SqliteConnection(database.Connection);
            await restored.OpenAsync(cancellation);
            await DatabaseCheck.Texts(restored, "PRAGMA journal_mode=WAL", cancellation);
        }
        catch (IOException failure)
        {
            throw new BackupRefused($"The backup could not be restored; empty the data folder and try again: {failure.Message}");
        }

        return manifest;
    }

    /// <summary>Takes the mark away: the program may start.</summary>
    public void Finish() => File.Delete(MarkOf(database));

    /// <summary>Whether a restore was begun and not finished.</summary>
    public static bool IsHalfDone(DatabaseSettings database) => database.Kind == DatabaseKind.Sqlite && File.Exists(MarkOf(database));

    private static string PathOf(DatabaseSettings database) => Path.GetFullPath(new SqliteConnectionStringBuilder(database.Connection).DataSource);

    private static string MarkOf(DatabaseSettings database) => PathOf(database) + ".restoring";
}
