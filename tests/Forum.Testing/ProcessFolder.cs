using System.Diagnostics.CodeAnalysis;
using Xunit.Sdk;
using Xunit.v3;

namespace Tryghedsforum.Testing;

/// <summary>
/// The one temporary folder of this test process; every database, data folder and log of a test lies in it. It goes with the process;
/// what a killed process left behind, the next run finds (nobody holds its lock any more) and clears away, its PostgreSQL server first.
/// </summary>
public static class ProcessFolder
{
    private const string Prefix = "tryghedsforum-tests-";
    private const string LockName = "owner.lock";
    private static readonly Lock Door = new();
    private static readonly Stack<Action> AtEnd = new();
    private static FileStream? owner;
    private static string? path;

    /// <summary>Makes a fresh folder whose name begins with the given word.</summary>
    public static string Fresh(string word)
    {
        var folder = System.IO.Path.Combine(Root(), $"{word}-{Guid.NewGuid():N}"[..(word.Length + 9)]);
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>
    /// Removes one of them. Where a request that the host's end broke off is still closing its files, they go with the whole:
    /// clearing away must not turn a green run red.
    /// </summary>
    public static void Remove(string folder) => Try(() => Directory.Delete(folder, recursive: true));

    /// <summary>Runs at the end of the process, last asked first, before the folder goes.</summary>
    internal static void BeforeRemoval(Action action)
    {
        lock (Door) AtEnd.Push(action);
    }

    private static string Root()
    {
        lock (Door)
        {
            if (path is not null) return path;
            RemoveAbandoned();
            path = Directory.CreateTempSubdirectory(Prefix).FullName;
            // PostgreSQL runs under an account of its own when the tests run as root: it must be able to walk through.
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            owner = new(System.IO.Path.Combine(path, LockName), FileMode.CreateNew, FileAccess.Write, FileShare.None);
            // For whoever is no test; ClearAway is earlier.
            AppDomain.CurrentDomain.ProcessExit += (_, _) => End();
            return path;
        }
    }

    /// <summary>Clears away everything that this process has made.</summary>
    internal static void End()
    {
        lock (Door)
        {
            if (path is null) return;
            while (AtEnd.TryPop(out var action)) Try(action);
            owner?.Dispose();
            Try(() => Directory.Delete(path, recursive: true));
            path = null;
        }
    }

    private static void RemoveAbandoned()
    {
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
        {
            // A folder without a lock file may be one that is being made right now.
            var lockFile = System.IO.Path.Combine(folder, LockName);
            if (!File.Exists(lockFile) || DateTime.UtcNow - File.GetLastWriteTimeUtc(lockFile) < TimeSpan.FromMinutes(1)) continue;
            Try(() =>
            {
                using var abandoned = new FileStream(lockFile, FileMode.Open, FileAccess.Write, FileShare.None);
                foreach (var server in Directory.EnumerateDirectories(folder, PostgresServer.FolderWord + "-*")) PostgresServer.Stop(server);
                Directory.Delete(folder, recursive: true);
            });
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Clearing away must not turn a green run red; what stays is tried again at the end, and by the next run.")]
    private static void Try(Action action)
    {
        try { action(); }
        catch (Exception) { }
    }
}

/// <summary>Clears away after the last test, while the test framework still waits: at the end of the process it would not.</summary>
public sealed class ClearAway : ITestPipelineStartup
{
    /// <inheritdoc/>
    public ValueTask StartAsync(IMessageSink diagnosticMessageSink) => default;

    /// <inheritdoc/>
    public ValueTask StopAsync()
    {
        ProcessFolder.End();
        return default;
    }
}
