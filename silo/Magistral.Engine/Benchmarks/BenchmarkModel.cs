using Magistral.Engine.Models;

namespace Magistral.Engine.Benchmarks;

/// <summary>The model of the benchmarks: Llama-shaped, hidden 128, 4 layers, 4 heads, feed-forward 320, vocabulary 512.</summary>
public static class BenchmarkModel
{
    /// <summary>The sizes for sequences of a length.</summary>
    /// <param name="context">Longest sequence in tokens.</param>
    public static ModelConfig WithContext(int context) => new()
    {
        Hidden = 128,
        Layers = 4,
        Heads = 4,
        KvHeads = 4,
        FeedForward = 320,
        Vocabulary = 512,
        Context = context,
        Tied = true,
    };

    /// <summary>The middle value of some measurements.</summary>
    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
