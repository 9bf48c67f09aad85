using System.Text.Json;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Backups;

/// <summary>What a backup holds, written when all of it is there; a folder without it is no backup. It holds no keys.</summary>
/// <param name="Program">Version of the program that took it.</param>
/// <param name="TakenAt">When it was taken.</param>
/// <param name="Rows">How many rows each table has.</param>
/// <param name="MissingPictures">Pictures whose file was already gone: they were being erased.</param>
/// <param name="KeyProof">A word sealed with the key of that time: whoever cannot open it could not read the rest.</param>
/// <param name="Files">All files but this one and its proof.</param>
public sealed record BackupManifest(
    string Program, DateTimeOffset TakenAt, IReadOnlyDictionary<string, long> Rows, int MissingPictures, byte[] KeyProof, IReadOnlyList<BackupFile> Files)
{
    internal const string DatabaseName = "forum.db", PicturesName = "pictures";
    private const string Name = "manifest.json", ProofName = "manifest.proof", Word = "tryghedsforum", WordPurpose = "backup.word", ProofPurpose = "backup.manifest";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    internal static byte[] Prove(FieldCipher cipher) => cipher.Seal(Word, WordPurpose)!;

    /// <summary>Whether a path in the folder is the manifest's own.</summary>
    internal static bool IsOwn(string path) => path is Name or ProofName;

    /// <summary>Writes it, with a keyed hash beside it: nobody without the keys can change a backup unseen.</summary>
    internal async Task Write(string folder, FieldCipher cipher, CancellationToken cancellation)
    {
        var text = JsonSerializer.Serialize(this, Json);
        await File.WriteAllTextAsync(Path.Combine(folder, ProofName), cipher.Hash(text, ProofPurpose), cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, Name), text, cancellation);
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="BackupRefused">There is none, it was changed, or the keys are others.</exception>
    internal static async Task<BackupManifest> Read(string folder, FieldCipher cipher, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(folder, Name)) || !File.Exists(Path.Combine(folder, ProofName))) throw new BackupRefused($"{folder} holds no complete backup: its manifest is missing.");
        var text = await File.ReadAllTextAsync(Path.Combine(folder, Name), cancellation);
        if (await File.ReadAllTextAsync(Path.Combine(folder, ProofName), cancellation) != cipher.Hash(text, ProofPurpose))
            throw new BackupRefused($"The manifest of {folder} was changed, or Keys:Lookup is not the key of the time when it was written.");
        var manifest = JsonSerializer.Deserialize<BackupManifest>(text, Json)!;
        try
        {
            cipher.Open(manifest.KeyProof, WordPurpose);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            throw new BackupRefused($"Keys:Fields does not hold the key with which {folder} was written: without it, names, numbers and words stay closed.");
        }

        return manifest;
    }
}

/// <summary>A file of a backup.</summary>
/// <param name="Path">Where it lies in the folder, with slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its hash, in hex.</param>
public sealed record BackupFile(string Path, long Bytes, string Sha256)
{
    internal static async Task<BackupFile> Of(string folder, string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(System.IO.Path.Combine(folder, path));
        return new(path, file.Length, Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(file, cancellation)));
    }
}

/// <summary>Why a backup is not taken, not believed or not restored, in one sentence for the operator.</summary>
public sealed class BackupRefused(string sentence) : Exception(sentence);
