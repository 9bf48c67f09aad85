using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Tryghedsforum.Kill.Tests;

/// <summary>The program in a process of its own.</summary>
internal sealed class Child : IAsyncDisposable
{
    private const string Up = "kill-host: up", Step = "kill-host: step ";
    private readonly Process process;
    private readonly TaskCompletionSource up = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts the process, which makes itself ready and touches nothing before it is told to go.</summary>
    public Child(IEnumerable<string> arguments, ConcurrentQueue<string> lines)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "KillHost.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_TieredPGO"] = "0";
        process = new() { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not { } text) return;
            if (text == Up) up.TrySetResult();
            else if (text.StartsWith(Step, StringComparison.Ordinal)) Steps.Enqueue(text[Step.Length..]);
            else lines.Enqueue(text);
        };
        process.ErrorDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.Exited += (_, _) => up.TrySetException(new InvalidOperationException("The program ended before it was up: " + string.Join('\n', lines.TakeLast(5))));
        // A spare that never had to go is ended before it is up, and nobody asks.
        _ = up.Task.ContinueWith(task => task.Exception, TaskScheduler.Default);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The steps since it was told to list them.</summary>
    public ConcurrentQueue<string> Steps { get; } = new();

    /// <summary>It has ended.</summary>
    public bool IsDead => process.HasExited;

    /// <summary>Lets it go, with this time on its clock; it answers when the task ends.</summary>
    public Task Go(DateTimeOffset now)
    {
        Say(string.Create(CultureInfo.InvariantCulture, $"go {now:O}"));
        return up.Task.WaitAsync(TimeSpan.FromMinutes(3));
    }

    /// <summary>Lists its steps.</summary>
    public void List() => Say("list");

    /// <summary>Ends it at a step.</summary>
    public void Arm(KillPoint point) => Say(string.Create(CultureInfo.InvariantCulture, $"arm {point.Occurrence} {point.Step}"));

    /// <summary>Moves its clock.</summary>
    public void Ahead(TimeSpan by) => Say(string.Create(CultureInfo.InvariantCulture, $"ahead {by.TotalSeconds:0}"));

    /// <summary>Ends it by a signal from outside.</summary>
    public void Kill() => process.Kill();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Say(string order)
    {
        try
        {
            process.StandardInput.WriteLine(order);
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has just ended.
        }
    }
}

/// <summary>A moment at which the program is killed.</summary>
/// <param name="Step">Before or after which step, as the program lists it.</param>
/// <param name="Occurrence">Which time the step is reached.</param>
internal sealed record KillPoint(string Step, int Occurrence)
{
    /// <summary>A point that no program reaches.</summary>
    public static readonly KillPoint None = new("nowhere", 1);

    /// <inheritdoc/>
    public override string ToString() => $"{Step} (no. {Occurrence})";
}
