using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Magistral.Method.Randomness;

namespace Magistral.Engine.Tests.Models;

/// <summary>Small models for tests, with weights large enough that their outputs differ.</summary>
internal static class SmallModel
{
    public static ModelConfig Config(int kvHeads = 2, bool tied = true, int headDim = 0, int vocabulary = 19, int context = 40) => new()
    {
        Hidden = 32,
        Layers = 2,
        Heads = 4,
        KvHeads = kvHeads,
        HeadDim = headDim,
        FeedForward = 40,
        Vocabulary = vocabulary,
        Context = context,
        Tied = tied,
    };

    /// <summary>Random values of deviation about 0.3, gains about one.</summary>
    public static float[] Values(ModelConfig config, long seed)
    {
        var random = new SeededRandom(seed, "test values");
        var layout = new ParameterLayout(config);
        var values = new float[layout.Length];
        foreach (var leaf in layout.Leaves)
            for (var i = 0; i < leaf.Length; i++) values[leaf.Offset + i] = (float)(random.NextDouble() - 0.5) + (leaf.IsGain ? 1 : 0);
        return values;
    }

    public static WeightSnapshot Weights(ModelConfig config, long seed, int version = 0) => new(version, Values(config, seed));

    public static FlatParameters Parameters(ModelConfig config, long seed) => FlatParameters.Create(config, Weights(config, seed), ComputeDevice.Cpu);

    public static int[] Tokens(ModelConfig config, int count, long seed)
    {
        var random = new SeededRandom(seed, "test tokens");
        return [.. Enumerable.Range(0, count).Select(_ => random.NextInt(config.Vocabulary))];
    }
}
