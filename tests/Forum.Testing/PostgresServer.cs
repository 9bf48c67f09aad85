using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Tryghedsforum.Testing;

/// <summary>
/// One PostgreSQL server for the whole test process (Debian's package), on a free loopback port, started when the first test asks for a
/// database and stopped when the process ends. Nothing in it is meant to survive, so it writes without fsync, unless <see cref="IsDurable"/>.
/// </summary>
public sealed class PostgresServer
{
    internal const string FolderWord = "postgres";
    private static readonly Lazy<PostgresServer> Server = new(Start);
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new();
    private static int databases;
    private readonly int port;
    private readonly string folder;

    private PostgresServer(int port, string folder) => (this.port, this.folder) = (port, folder);

    /// <summary>Set before the server is asked for: it writes as one that people rely on, for measuring.</summary>
    public static bool IsDurable { get; set; }

    /// <summary>Takes a database with <c>pg_dump</c>; answers the file.</summary>
    public static string Dump(string connectionString)
    {
        var file = Path.Combine(Server.Value.folder, $"{Guid.NewGuid():N}.dump");
        Client("pg_dump", connectionString, "--format=custom", $"--file={file}");
        return file;
    }

    /// <summary>Puts what <see cref="Dump"/> took into an empty database, with <c>pg_restore</c>.</summary>
    public static void Load(string connectionString, string file) => Client("pg_restore", connectionString, "--exit-on-error", file);

    private static void Client(string name, string connectionString, params string[] arguments) => Tool(
        Server.Value.folder, name, ["--host=127.0.0.1", $"--port={Server.Value.port}", "--username=forum", $"--dbname={new NpgsqlConnectionStringBuilder(connectionString).Database}", .. arguments]);

    /// <summary>Makes a fresh database, a copy of the template if one is named (see <see cref="TemplateAsync"/>), and answers its connection string.</summary>
    public static async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref databases)}");
        await Administer($"""CREATE DATABASE "{name}" TEMPLATE "{template ?? "template1"}" """);
        return Server.Value.ConnectionString(name);
    }

    /// <summary>Prepares a template database once per process (migrations, say) and answers its name for <see cref="CreateDatabaseAsync"/>.</summary>
    public static Task<string> TemplateAsync(string key, Func<string, Task> prepare) =>
        Templates.GetOrAdd(key, _ => new(async () =>
        {
            var connection = await CreateDatabaseAsync();
            await prepare(connection);
            ClearPool(connection); // a template must have nobody connected
            return new NpgsqlConnectionStringBuilder(connection).Database!;
        })).Value;

    /// <summary>Drops a database together with whoever is still connected to it.</summary>
    public static Task DropDatabaseAsync(string connectionString)
    {
        ClearPool(connectionString);
        return Administer($"""DROP DATABASE IF EXISTS "{new NpgsqlConnectionStringBuilder(connectionString).Database}" WITH (FORCE)""");
    }

    private static void ClearPool(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(connection);
    }

    private static async Task Administer(string statement)
    {
        await using var connection = new NpgsqlConnection(Server.Value.ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    // Many hosts share 200 connections: each database gets a few, and gives idle ones back soon.
    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = "forum",
        Database = database,
        MaxPoolSize = 32,
        ConnectionIdleLifetime = 10,
        ConnectionPruningInterval = 5,
        Timeout = 60,
        CommandTimeout = 60,
        IncludeErrorDetail = true,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ToString();

    private static PostgresServer Start()
    {
        var folder = ProcessFolder.Fresh(FolderWord);
        if (AsRoot) Run("chown", "postgres", folder);
        var data = Path.Combine(folder, "data");
        Tool(folder, "initdb", "-D", data, "-U", "forum", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
        ProcessFolder.BeforeRemoval(() => Stop(folder));
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            try
            {
                Tool(folder, "pg_ctl", "-D", data, "-w", "-t", "120", "-l", Path.Combine(folder, "log"), "-o", string.Join(" -c ",
                    ["-c listen_addresses=127.0.0.1", $"port={port}", $"unix_socket_directories={folder}", "max_connections=200", .. IsDurable ? Array.Empty<string>() : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]]), "start");
                return new(port, folder);
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Somebody else took the port between asking and starting.
            }
        }
    }

    /// <summary>Stops the server of a folder, if it runs: by the process id that it wrote there. Its data is about to be thrown away, so at once.</summary>
    internal static void Stop(string folder)
    {
        var data = Path.Combine(folder, "data");
        if (File.Exists(Path.Combine(data, "postmaster.pid"))) Tool(folder, "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop");
    }

    /// <summary>A loopback port that nobody listens on at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool AsRoot => Environment.UserName == "root";

    private static readonly Lazy<string> Tools = new(() =>
    {
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian) ? Directory.GetDirectories(debian) : [];
        var newest = versions.Where(v => File.Exists(Path.Combine(v, "bin", "initdb")))
            .MaxBy(v => int.TryParse(Path.GetFileName(v), out var major) ? major : 0);
        return newest is null
            ? throw new InvalidOperationException("These tests need PostgreSQL's server programs: apt-get install postgresql")
            : Path.Combine(newest, "bin");
    });

    // PostgreSQL refuses to run as root; Debian's package brings the account postgres.
    private static void Tool(string folder, string name, params string[] arguments)
    {
        var program = Path.Combine(Tools.Value, name);
        if (AsRoot) RunIn(folder, "runuser", ["-u", "postgres", "--", program, .. arguments]);
        else RunIn(folder, program, arguments);
    }

    private static void Run(string program, params string[] arguments) => RunIn(Path.GetTempPath(), program, arguments);

    private static void RunIn(string folder, string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{Path.GetFileName(program)} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}{errors.Result}");
    }
}
