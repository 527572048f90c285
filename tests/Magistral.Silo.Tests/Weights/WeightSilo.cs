using System.Collections.Concurrent;
using Magistral.Contracts.Weights;
using Magistral.Engine.Weights;
using Magistral.Silo.Weights;
using Magistral.Silo.Weights.Tcp;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Tests.Weights;

/// <summary>A process that takes part in weight streams, without grains: its books are a dictionary that all silos of a test share.</summary>
internal sealed class WeightSilo : IAsyncDisposable
{
    public const string RunId = "run-1";
    public const int FrameBytes = 1 << 12;
    private readonly IDisposable open;

    private WeightSilo(WeightBooks books, int numbers, TcpWeightOptions options, WeightToken token)
    {
        Transport = new TcpWeightTransport(options, TimeProvider.System, new ListLogger<TcpWeightTransport>(Log));
        Replica = new WeightReplica(RunId, token, numbers, new WeightExchange(), (version, _) => Task.FromResult(books.Hashes.GetValueOrDefault(version)));
        open = Transport.Open(Replica);
    }

    public TcpWeightTransport Transport { get; }

    public WeightReplica Replica { get; }

    public ConcurrentQueue<string> Log { get; } = new();

    public WeightEndpoint Endpoint => Transport.Endpoint;

    public static async Task<WeightSilo> StartAsync(WeightBooks books, int numbers, Func<TcpWeightOptions, TcpWeightOptions>? configure = null, WeightToken? token = null)
    {
        var options = new TcpWeightOptions { Patience = TimeSpan.FromSeconds(10) };
        var silo = new WeightSilo(books, numbers, configure?.Invoke(options) ?? options, token ?? books.Token);
        await silo.Transport.StartAsync(CancellationToken.None);
        return silo;
    }

    public async ValueTask DisposeAsync()
    {
        open.Dispose();
        await Transport.DisposeAsync();
        Replica.Dispose();
    }

    /// <summary>Whether this silo serves exactly these weights.</summary>
    public bool Serves(WeightSnapshot weights)
    {
        using var newest = Replica.Exchange.TakeNewest();
        return newest?.Version == weights.Version && newest.Values.Span.SequenceEqual(weights.Values.Span);
    }

    private sealed class ListLogger<T>(ConcurrentQueue<string> lines) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception));
    }
}

/// <summary>What was published, and the token of the run.</summary>
internal sealed class WeightBooks
{
    public WeightToken Token { get; } = WeightToken.Create();

    public ConcurrentDictionary<int, string> Hashes { get; } = new();

    /// <summary>Publishes random weights.</summary>
    public WeightSnapshot Publish(int version, int numbers)
    {
        var values = new float[numbers];
        new Random(version).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        var weights = new WeightSnapshot(version, values, WeightSilo.FrameBytes);
        Hashes[version] = weights.ContentHash;
        return weights;
    }
}
