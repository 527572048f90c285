using Magistral.Engine.Models;
using Magistral.Engine.Training;
using Magistral.Method.Randomness;

namespace Magistral.Engine.Benchmarks;

/// <summary>Tokens a second of a training step: forward, backward and AdamW over every position of full sequences.</summary>
public static class TrainBenchmark
{
    private const int Sequences = 64;
    private const int Repeats = 7;

    /// <summary>Measures `train-64x64` and `train-64x256` on all cores: 64 sequences of that many tokens.</summary>
    /// <param name="peakGflops">The peak of <see cref="MatrixPeak"/> in this process; the work of a trained token is 6 · N, N the matrix parameters.</param>
    public static IReadOnlyList<BenchmarkCase> Run(double peakGflops) => [.. ((int[])[64, 256]).Select(length => Measure(length, peakGflops))];

    private static BenchmarkCase Measure(int length, double peakGflops)
    {
        var config = BenchmarkModel.WithContext(length + 1);
        using var parameters = FlatParameters.Create(config, seed: 1, ComputeDevice.Cpu);
        using var trainer = new SupervisedTrainer(parameters, new()
        {
            Steps = 1000,
            LearningRate = 1e-3,
            MicrobatchTokens = MicrobatchTokens,
            Threads = Environment.ProcessorCount,
        });
        var batch = Enumerable.Range(0, Sequences).Select(row => Sequence(row, length)).ToArray();
        for (var i = 0; i < 2; i++) trainer.Step(batch);
        // one prompt token starts a row, so a row computes and predicts exactly its length
        var rate = BenchmarkModel.Median(Enumerable.Range(0, Repeats).Select(_ => Sequences * length / trainer.Step(batch).Seconds));
        return new($"train-{Sequences}x{length}", rate, "tokens/s", rate * 6 * config.MatrixParameterCount / (peakGflops * 1e9));
    }

    private const int MicrobatchTokens = 1024;

    private static Demonstration Sequence(int row, int length)
    {
        var random = new SeededRandom(1, "sequences", row);
        return new([random.NextInt(512)], [.. Enumerable.Range(0, length).Select(_ => random.NextInt(512))]);
    }
}
