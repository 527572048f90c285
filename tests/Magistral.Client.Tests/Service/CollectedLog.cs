using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Magistral.Client.Tests.Service;

/// <summary>Keeps every line that is logged, exceptions included.</summary>
public sealed class CollectedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Category, string Line)> lines = new();

    public IReadOnlyList<string> Lines => [.. lines.Select(line => line.Line)];

    /// <summary>Lines of the service's door.</summary>
    public IReadOnlyList<string> Refusals => [.. lines.Where(line => line.Category.EndsWith("RefusalLog", StringComparison.Ordinal)).Select(line => line.Line)];

    public ILogger CreateLogger(string categoryName) => new Collector(categoryName, lines);

    public void Dispose()
    {
    }

    private sealed class Collector(string category, ConcurrentQueue<(string Category, string Line)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((category, $"{formatter(state, exception)} {exception}"));
    }
}
