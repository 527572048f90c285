using System.Diagnostics;
using Magistral.Engine.Generation.Decoding;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Magistral.Silo.Generation;

namespace Magistral.Cli.Benchmarks.Weights;

/// <summary>How long a generator with 512 MB of weights stands still when it takes new ones: the same change of weights as the service's.</summary>
internal static class SwapBenchmark
{
    private const int Sequences = 8;
    private const int Swaps = 5;
    private const int RestingSteps = 10;

    private static readonly ModelConfig Model = new()
    {
        Hidden = 1024, Layers = 10, Heads = 16, KvHeads = 16, FeedForward = 2816, Vocabulary = 5632, Context = 4096, Tied = true,
    };

    public static SwapFigures Run()
    {
        using var parameters = FlatParameters.Create(Model, seed: 1, ComputeDevice.Cpu);
        var exchange = new WeightExchange();
        exchange.Publish(parameters.Snapshot(0));
        using var first = exchange.TakeNewest()!;
        using var generator = new TorchGenerator(Model, first, new() { Slots = Sequences, PrefillTokens = 16, Threads = Math.Min(2, Environment.ProcessorCount) });
        for (var i = 0; i < Sequences; i++)
            generator.Add(new() { Id = i, PromptTokens = [1, 2, 3], MaxNewTokens = Model.Context - 3, Seed = (ulong)i });
        using var change = new WeightChange(exchange);
        var resting = Enumerable.Range(0, RestingSteps).Select(_ => Step(generator)).Order().ToArray();
        var (gap, slowest) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var version = 1; version <= Swaps; version++)
        {
            exchange.Publish(parameters.Snapshot(version));
            while (generator.WeightsVersion < version)
            {
                var ended = Stopwatch.GetTimestamp();
                change.Follow(generator);
                var between = Stopwatch.GetElapsedTime(ended);
                gap = between > gap ? between : gap;
                var step = Step(generator);
                slowest = step > slowest ? step : slowest;
            }
        }
        return new(gap, resting[RestingSteps / 2], slowest);
    }

    private static TimeSpan Step(TorchGenerator generator)
    {
        var started = Stopwatch.GetTimestamp();
        generator.Step();
        return Stopwatch.GetElapsedTime(started);
    }
}
