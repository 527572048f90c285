using System.Diagnostics;
using Magistral.Engine.Generation.Decoding;
using Magistral.Engine.Models;
using Magistral.Method.Randomness;

namespace Magistral.Engine.Benchmarks;

/// <summary>Tokens a second of the generator: prompt 16, 64 new tokens, temperature 1; the time includes reading the prompts.</summary>
public static class DecodeBenchmark
{
    private const int Prompt = 16;
    private const int NewTokens = 64;
    private const int TokensARepeat = 8192;
    private const int Repeats = 7;

    /// <summary>Measures `decode-1`, `decode-64` and `decode-256` on all cores; the number is the sequences at once.</summary>
    /// <param name="peakGflops">The peak of <see cref="MatrixPeak"/> in this process; the work of a decoded token is 2 · N, N the matrix parameters.</param>
    public static IReadOnlyList<BenchmarkCase> Run(double peakGflops) => [.. ((int[])[1, 64, 256]).Select(batch => Measure(batch, peakGflops))];

    private static BenchmarkCase Measure(int batch, double peakGflops)
    {
        var config = BenchmarkModel.WithContext(Prompt + NewTokens);
        using var parameters = FlatParameters.Create(config, seed: 1, ComputeDevice.Cpu);
        var threads = Math.Min(batch, Environment.ProcessorCount);
        using var generator = new TorchGenerator(config, parameters.Snapshot(0), new() { Slots = batch, Threads = threads });
        var waves = Math.Max(1, TokensARepeat / (batch * NewTokens));
        if (batch == 1) waves /= 8;
        Wave(generator, batch, 0);
        var rate = BenchmarkModel.Median(Enumerable.Range(1, Repeats).Select(repeat =>
        {
            var started = Stopwatch.GetTimestamp();
            var tokens = Enumerable.Range(0, waves).Sum(wave => Wave(generator, batch, repeat * waves + wave));
            return tokens / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }));
        return new($"decode-{batch}", rate, "tokens/s", rate * 2 * config.MatrixParameterCount / (peakGflops * 1e9));
    }

    private static int Wave(TorchGenerator generator, int batch, int wave)
    {
        for (var i = 0; i < batch; i++)
        {
            var random = new SeededRandom(1, "prompts", wave, i);
            var prompt = Enumerable.Range(0, Prompt).Select(_ => random.NextInt(512)).ToArray();
            generator.Add(new() { Id = i, PromptTokens = prompt, MaxNewTokens = NewTokens, Seed = random.NextUInt64() });
        }

        var tokens = 0;
        while (generator.LiveCount > 0) tokens += generator.Step().Sum(finished => finished.Completion.Length);
        return tokens;
    }
}
