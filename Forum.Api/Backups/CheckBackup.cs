using System.Reflection;
using Microsoft.Data.Sqlite;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Backups;

/// <summary>Whether a backup is what it was when it was taken: every file with its hash and no other, the database whole, its log without gaps, the keys the right ones.</summary>
public sealed class CheckBackup(FieldCipher cipher)
{
    /// <summary>Version of this program.</summary>
    internal static string Program { get; } = typeof(CheckBackup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>Checks it.</summary>
    /// <returns>What it holds.</returns>
    /// <exception cref="BackupRefused">With what is wrong.</exception>
    public async Task<BackupManifest> Run(string folder, CancellationToken cancellation)
    {
        var manifest = await BackupManifest.Read(folder, cipher, cancellation);
        foreach (var file in manifest.Files)
        {
            if (!File.Exists(Path.Combine(folder, file.Path))) throw new BackupRefused($"{file.Path} is missing in {folder}.");
            if (await BackupFile.Of(folder, file.Path, cancellation) != file) throw new BackupRefused($"{file.Path} in {folder} was changed since the backup was taken.");
        }

        var known = manifest.Files.Select(file => file.Path).ToHashSet();
        var strange = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).FirstOrDefault(path => !known.Contains(path) && !BackupManifest.IsOwn(path));
        if (strange is not null) throw new BackupRefused($"{strange} does not belong to the backup in {folder}.");
        await using var database = OpenDatabase(folder);
        await database.OpenAsync(cancellation);
        await DatabaseCheck.Demand(database, cancellation);
        if (!(await DatabaseCheck.Rows(database, cancellation)).SequenceEqual(manifest.Rows)) throw new BackupRefused($"The tables in {folder} do not have the rows that its manifest counts.");
        return manifest;
    }

    internal static SqliteConnection OpenDatabase(string folder) =>
        new(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, BackupManifest.DatabaseName), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
}
