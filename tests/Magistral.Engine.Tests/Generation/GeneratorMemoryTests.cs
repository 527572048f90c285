using Magistral.Engine.Generation;
using Magistral.Engine.Generation.Decoding;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Xunit;

namespace Magistral.Engine.Tests.Generation;

public sealed class GeneratorMemoryTests
{
    private static readonly ModelConfig Config = new() { Hidden = 8, Layers = 2, Heads = 2, KvHeads = 1, FeedForward = 16, Vocabulary = 10, Context = 20 };
    private static readonly GeneratorOptions Options = new() { Slots = 3, Threads = 2, PrefillTokens = 4 };

    [Fact]
    public void Small_sizes_are_counted_to_the_byte()
    {
        var memory = new GeneratorMemory(Config, Options);
        // per layer query and output 8 x 8, key and value 8 x 4, three of 8 x 16; embedding and head 10 x 8
        Assert.Equal(4 * (2 * (2 * 64 + 2 * 32 + 3 * 128) + 2 * 80), memory.WeightBytes);
        Assert.Equal(2 * 2 * 4 * 32 * 4, memory.CacheBytesPerSlot);   // 20 positions are padded to 32
        Assert.Equal(3 * memory.CacheBytesPerSlot, memory.CacheBytesOfAll);
        Assert.Equal(4 * ((3 + 2 * 4) * (16 + 16 + 8 + 48) + 3 * (8 + 10)), memory.StepBytes);
        Assert.Equal(0, memory.PreparedBytes);
    }

    [Fact]
    public void Half_width_halves_the_weights_but_not_the_processors_cache()
    {
        var (full, half) = (new GeneratorMemory(Config, Options), new GeneratorMemory(Config, Options with { DataType = NumberFormat.BF16 }));
        Assert.Equal(full.WeightBytes, 2 * half.WeightBytes);
        Assert.Equal(full.CacheBytesOfAll, half.CacheBytesOfAll);
    }

    [Fact]
    public void Sizes_beyond_every_machine_do_not_wrap_around()
    {
        var vast = Config with { Hidden = 65536, Layers = 512, Heads = 1024, KvHeads = 1024, FeedForward = 262144, Context = 1 << 20 };
        Assert.Equal(long.MaxValue, new GeneratorMemory(vast, Options with { Slots = 65536 }).CacheBytesOfAll);
    }
}
