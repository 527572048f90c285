using System.Diagnostics;
using System.Runtime.InteropServices;
using Magistral.Contracts.Weights;
using Magistral.Engine.Benchmarks;
using Magistral.Engine.Weights;
using Magistral.Silo.Weights;
using Magistral.Silo.Weights.Tcp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Magistral.Cli.Benchmarks.Weights;

/// <summary>512 MB of weights from this process, the trainer's, to four others, beside one plain TCP copy of as many bytes on the same machine.</summary>
/// <remarks>Every repeat sends fresh numbers; the rate counts the bytes of all receivers until the last has checked and confirmed its own.</remarks>
internal static class WeightsBenchmark
{
    public const string Name = "weights";

    /// <summary>The run that the processes take part in.</summary>
    public const string RunId = "bench-weights";

    /// <summary>Numbers of the weights: 512 MiB.</summary>
    public const int Numbers = 1 << 27;

    private const int Receivers = 4;
    private const int Repeats = 5;
    private const double Bytes = 4.0 * Numbers;

    public static async Task<IReadOnlyList<BenchmarkCase>> RunAsync(CancellationToken cancellation)
    {
        var (delivered, copied, sent) = await DeliverAsync(cancellation);
        var swap = SwapBenchmark.Run();
        return
        [
            new("delivered", delivered, "bytes/s", null),
            new("plain-copy", copied, "bytes/s", null),
            new("delivered-to-copy", delivered / copied, "ratio", null),
            new("trainer-sent", sent, "bytes", null),
            new("trainer-sent-to-weights", sent / Bytes, "ratio", null),
            new("swap-pause", swap.LongestGap.TotalMilliseconds, "ms", null),
            new("swap-step", swap.MedianStep.TotalMilliseconds, "ms", null),
            new("swap-slowest-step", swap.SlowestStep.TotalMilliseconds, "ms", null),
        ];
    }

    private static async Task<(double Delivered, double Copied, double Sent)> DeliverAsync(CancellationToken cancellation)
    {
        var token = WeightToken.Create();
        await using var receivers = new BenchProcesses();
        for (var i = 0; i < Receivers; i++)
            await receivers.StartAsync(WeightsPart.Receive, token.Secret, cancellation);
        await using var copy = new BenchProcesses();
        await copy.StartAsync(WeightsPart.Copy, "", cancellation);
        await using var transport = new TcpWeightTransport(new TcpWeightOptions(), TimeProvider.System, NullLogger<TcpWeightTransport>.Instance);
        await transport.StartAsync(cancellation);
        using var replica = new WeightReplica(RunId, token, Numbers, new WeightExchange(), (_, _) => Task.FromResult<string?>(null));
        var values = new float[Numbers];
        var (delivered, copied, sent) = (new List<double>(), new List<double>(), new List<double>());
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            new Random(repeat).NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
            using var weights = new WeightSnapshot(repeat, values);
            await receivers.TellAsync($"{repeat} {weights.ContentHash}");
            var (before, started) = (transport.BytesSent, Stopwatch.GetTimestamp());
            var missed = await transport.BroadcastAsync(replica, weights, receivers.Endpoints, cancellation);
            delivered.Add(Receivers * Bytes / Stopwatch.GetElapsedTime(started).TotalSeconds);
            sent.Add(transport.BytesSent - before);
            if (missed.Count > 0)
                throw new InvalidOperationException($"{missed.Count} of {Receivers} receivers did not get the weights");
            using var plain = new WeightAssembly(new WeightSnapshot(repeat, values, PlainCopy.BufferBytes));
            copied.Add(await PlainCopy.SendAsync(copy.Endpoints[0], plain, cancellation));
        }
        return (delivered.Order().ElementAt(Repeats / 2), copied.Order().ElementAt(Repeats / 2), sent.Max());
    }
}
