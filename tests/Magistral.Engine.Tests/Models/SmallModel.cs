using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Magistral.Method.Randomness;
using Xunit;

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

    /// <summary>Configs that together have everything a supported architecture has.</summary>
    public static ModelConfig Variant(string name)
    {
        var config = Config(headDim: 12);
        return name switch
        {
            "plain" => config,
            "window" => config with { Window = new(5, []) },
            "window in one layer" => config with { Window = new(3, [false, true]), KvHeads = 1, QkvBias = true },
            "query bias" => config with { QkvBias = true },
            "all biases" => config with { QkvBias = true, OutputBias = true, FeedForwardBias = true, Tied = false },
            "head norms" => config with { QkNorm = true, KvHeads = 4 },
            "head norms, biases, window" => config with { QkNorm = true, QkvBias = true, OutputBias = true, Window = new(18, []) },
            "linear rotations" => config with { RopeScaling = new() { Kind = RotaryScalingKind.Linear, Factor = 3 } },
            "Llama 3 rotations" => config with { RopeScaling = new() { Kind = RotaryScalingKind.Llama3, Factor = 4, OriginalContext = 24 } },
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such variant"),
        };
    }

    /// <summary>Names of <see cref="Variant"/>.</summary>
    public static TheoryData<string> Variants { get; } =
        ["plain", "window", "window in one layer", "query bias", "all biases", "head norms", "head norms, biases, window", "linear rotations", "Llama 3 rotations"];

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
