using System.Diagnostics;
using System.Text;
using Magistral.Text.Tokenizers;
using Magistral.Text.Tokenizers.Files;
using Magistral.Text.Tokenizers.Training;

namespace Magistral.Engine.Benchmarks;

/// <summary>Megabytes of text a second, on one thread, to tokens and back.</summary>
public static class TokenizerBenchmark
{
    private const int TextBytes = 10_000_000;
    private const int TrainingBytes = 1_000_000;
    private const int Vocabulary = 16_384;
    private const int Repeats = 5;

    /// <summary>Measures `encode` (no word known before), `encode-again` (the same text once more), `decode` and `load`.</summary>
    /// <param name="folder">A folder with tokenizer.json; null is a byte-level tokenizer of 16,384 tokens, trained on made-up text.</param>
    /// <param name="text">The text; null is 10 MB of made-up text.</param>
    /// <exception cref="TokenizerException">The tokenizer cannot be used.</exception>
    public static IReadOnlyList<BenchmarkCase> Run(string? folder, string? text) => folder is null ? MeasureTrained(text) : Measure(folder, text);

    private static IReadOnlyList<BenchmarkCase> MeasureTrained(string? text)
    {
        var folder = Directory.CreateTempSubdirectory("magistral-tokenizer-").FullName;
        try
        {
            TokenizerTrainer.Train(folder, BenchmarkText.Create(TrainingBytes, seed: 2).Split('\n'), new() { VocabularySize = Vocabulary });
            return Measure(folder, text);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IReadOnlyList<BenchmarkCase> Measure(string folder, string? text)
    {
        text ??= BenchmarkText.Create(TextBytes, seed: 1);
        var megabytes = Encoding.UTF8.GetByteCount(text) / 1e6;
        var (load, first, again, decode) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var repeat = -1; repeat < Repeats; repeat++)
        {
            PretrainedTokenizer? tokenizer = null;
            int[] ids = [];
            var seconds = (
                Load: Seconds(() => tokenizer = PretrainedTokenizer.Load(folder)), First: Seconds(() => ids = tokenizer!.Encode(text)),
                Again: Seconds(() => ids = tokenizer!.Encode(text)), Decode: Seconds(() => tokenizer!.Decode(ids)));
            if (repeat < 0)
                continue;   // the first round compiles
            load.Add(seconds.Load);
            first.Add(megabytes / seconds.First);
            again.Add(megabytes / seconds.Again);
            decode.Add(megabytes / seconds.Decode);
        }

        return
        [
            new("encode", BenchmarkModel.Median(first), "MB/s", null),
            new("encode-again", BenchmarkModel.Median(again), "MB/s", null),
            new("decode", BenchmarkModel.Median(decode), "MB/s", null),
            new("load", BenchmarkModel.Median(load) * 1e3, "ms", null),
        ];
    }

    private static double Seconds(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
