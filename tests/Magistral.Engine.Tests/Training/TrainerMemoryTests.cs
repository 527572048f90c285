using Magistral.Engine.Models;
using Magistral.Engine.Training;
using Magistral.Engine.Weights;
using Xunit;

namespace Magistral.Engine.Tests.Training;

public sealed class TrainerMemoryTests
{
    private static readonly ModelConfig Config = new() { Hidden = 8, Layers = 2, Heads = 2, KvHeads = 1, FeedForward = 16, Vocabulary = 10, Context = 20 };

    [Fact]
    public void Small_sizes_are_counted_to_the_byte()
    {
        var memory = new TrainerMemory(Config, null, lanes: 3, new());
        Assert.Equal(4 * Config.ParameterCount, memory.WeightBytes);
        Assert.Equal((8 + 3 * 4) * Config.ParameterCount, memory.OptimizerBytes);
        Assert.Equal(3 * 4 * (2 * (8 * 16 + 8 * 32) + 80), memory.FoldedBytes);
        // two streams, two normalised, fused 8 + 2 x 4, turned 8 + 4, keys and values repeated to 8 each, mixed 8, gate and up and their products 4 x 16
        const int layer = 4 * (16 + 16 + 16 + 12 + 16 + 8 + 64);
        Assert.Equal(2 * layer + layer / 2, memory.ActivationBytesPerToken);
        Assert.Equal(4 * 4 * 10, memory.LogitBytesPerToken);
    }

    [Fact]
    public void An_adapter_has_moments_and_gradients_of_its_own_numbers_alone()
    {
        var memory = new TrainerMemory(Config, 100, lanes: 2, new() { DataType = NumberFormat.BF16 });
        Assert.Equal(2 * Config.ParameterCount + 4 * 100, memory.WeightBytes);
        Assert.Equal((8 + 2 * 4) * 100, memory.OptimizerBytes);
    }

    [Fact]
    public void Recomputed_layers_keep_their_inputs()
    {
        var deep = Config with { Layers = 64 };
        var (kept, again) = (new TrainerMemory(deep, null, 1, new()), new TrainerMemory(deep, null, 1, new() { RecomputeLayers = true }));
        Assert.True(again.ActivationBytesPerToken < kept.ActivationBytesPerToken / 8);
        Assert.True(again.FoldedBytes < kept.FoldedBytes / 8);
    }
}
