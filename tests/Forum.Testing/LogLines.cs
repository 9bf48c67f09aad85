using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Tryghedsforum.Testing;

/// <summary>The program's log, kept in memory: to be read when a test fails, and to assert what must not stand there.</summary>
public sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    /// <summary>The lines so far: level, category, text, exception.</summary>
    public IReadOnlyCollection<string> All => lines;

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(lines, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<string> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)}{(exception is null ? "" : Environment.NewLine + exception)}");
    }
}
