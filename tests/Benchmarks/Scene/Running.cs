using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Net;
using Microsoft.Diagnostics.NETCore.Client;

namespace Tryghedsforum.Benchmarks.Scene;

/// <summary>A server in a process of its own, on loopback, so that its memory and its start are its alone.</summary>
internal sealed class Running : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    private Running(string assembly, Func<Uri, IEnumerable<string>> arguments)
    {
        Address = new($"http://localhost:{Testing.PostgresServer.FreePort()}/");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(assembly) };
        foreach (var argument in new[] { assembly }.Concat(arguments(Address)).Append($"--urls={Address}")) start.ArgumentList.Add(argument);
        // What `dotnet run` has set for this process is not meant for that one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("DOTNET_", StringComparison.Ordinal)).Except(["DOTNET_ROOT", "DOTNET_ROOT_X64"]).ToList())
            start.Environment.Remove(name);
        process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        Started = Stopwatch.GetTimestamp();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>The moment before its process began.</summary>
    public long Started { get; }

    /// <summary>How long it took to the first page.</summary>
    public TimeSpan ToFirstPage { get; private set; }

    /// <summary>The processor time that it has used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it, and waits for its first page.</summary>
    /// <param name="assembly">What to run.</param>
    /// <param name="arguments">Its command line, from the address that it will have.</param>
    /// <param name="firstPage">A page that it shows when it works.</param>
    public static async Task<Running> Start(string assembly, Func<Uri, IEnumerable<string>> arguments, string firstPage)
    {
        var server = new Running(assembly, arguments);
        using var http = new HttpClient { BaseAddress = server.Address };
        while (!await server.Answers(http, firstPage)) await Task.Delay(20);
        server.ToFirstPage = Stopwatch.GetElapsedTime(server.Started);
        return server;
    }

    /// <summary>Waits until it has next to nothing to do.</summary>
    public async Task Calm()
    {
        for (var (before, began) = (Cpu, Stopwatch.StartNew()); began.Elapsed < Patience; before = Cpu)
        {
            await Task.Delay(TimeSpan.FromSeconds(3));
            if (Cpu - before < TimeSpan.FromMilliseconds(200)) return;
        }

        throw new TimeoutException("The server does not come to rest:\n" + string.Join('\n', lines));
    }

    /// <summary>Resident memory in MB, after the process was made to collect its garbage and had time to give it back.</summary>
    public async Task<double> Memory()
    {
        for (var times = 0; times < 3; times++)
        {
            // Keyword GCHeapCollect: the runtime collects fully when a session with it begins.
            var collect = new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, 0x800000);
            using (var session = new DiagnosticsClient(process.Id).StartEventPipeSession([collect], requestRundown: false))
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
                await session.StopAsync(CancellationToken.None);
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        var line = (await File.ReadAllLinesAsync($"/proc/{process.Id}/status")).First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<bool> Answers(HttpClient http, string page)
    {
        if (process.HasExited || Stopwatch.GetElapsedTime(Started) > Patience)
            throw new InvalidOperationException("The server did not come up:\n" + string.Join('\n', lines));
        try
        {
            using var answer = await http.GetAsync(new Uri(page, UriKind.Relative));
            if (answer.StatusCode is HttpStatusCode.OK) return true;
            throw new InvalidOperationException($"{page} was answered with {(int)answer.StatusCode}:\n{string.Join('\n', lines)}");
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lines.Enqueue(line);
        if (lines.Count > 50) lines.TryDequeue(out _);
    }
}
