using Magistral.Contracts.Specs;
using Magistral.Engine.Models;
using Magistral.Silo.Models;
using Magistral.Silo.Tests.Training;
using Magistral.Text.Tokenizers;
using Xunit;

namespace Magistral.Silo.Tests.Models;

public sealed class RunMemoryTests
{
    private static readonly RunSpec Spec = TinyService.Spec with { Model = TinyService.Spec.Model with { KvHeads = 2 } };

    public static TheoryData<string> Sizes { get; } = ["hidden", "layers", "kv_heads", "feed_forward", "context", "n_async", "stage n_async"];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_generator_takes_more_of_every_larger_size(string size) => Assert.True(Generator(Larger(size)) > Generator(Spec));

    [Theory]
    [InlineData("hidden")]
    [InlineData("layers")]
    [InlineData("feed_forward")]
    [InlineData("microbatch_tokens")]
    [InlineData("n_minibatch")]
    public void A_trainer_takes_more_of_every_larger_size(string size) => Assert.True(Trainer(Larger(size)) > Trainer(Spec));

    [Fact]
    public void A_trainer_takes_more_with_more_cores_and_less_where_layers_are_computed_again()
    {
        Assert.True(Trainer(Spec, lanes: 3) > Trainer(Spec, lanes: 2));
        var deep = Spec with { Model = Spec.Model with { Layers = 8 } };
        Assert.True(Trainer(deep with { Model = deep.Model with { RecomputeLayers = true } }) < Trainer(deep));
    }

    [Fact]
    public void An_adapter_takes_less_to_train_and_more_to_generate()
    {
        var adapted = Spec with { Model = Spec.Model with { Lora = new() { Rank = 1 } } };
        Assert.True(Trainer(adapted) < Trainer(Spec));
        Assert.True(Generator(adapted) > Generator(Spec));
    }

    [Fact]
    public void The_cache_of_rollouts_and_evaluations_is_counted_to_the_byte()
    {
        var cache = NeedsOf(Spec).Generator(2).Single(part => part.What.StartsWith("keys and values", StringComparison.Ordinal));
        Assert.Equal(2L * 2 * 1 * 32 * 48 * 4 * 16, cache.Bytes);   // twice keys and values of 1 layer, width 32, 48 positions, 16 sequences
        Assert.Equal(("rl.n_async", 16), (cache.Setting, cache.Count));
        Assert.Equal("keys and values of 16 sequences of 48 tokens, for rollouts and for evaluations", cache.What);
    }

    [Fact]
    public void The_stage_that_asks_for_the_most_sequences_is_named() =>
        Assert.Contains(NeedsOf(Larger("stage n_async")).Generator(2), part => part.Setting == "stages[0].n_async");

    [Fact]
    public void More_trained_numbers_than_an_array_holds_are_a_fault()
    {
        Assert.Null(NeedsOf(Spec).LengthFault());
        var vast = Spec with { Model = Spec.Model with { Hidden = 8192, Layers = 8, FeedForward = 32768 } };
        Assert.StartsWith("model: 8590286848 trained numbers are more than the 2147483591 that one array holds", NeedsOf(vast).LengthFault()!.ToString(), StringComparison.Ordinal);
    }

    private static RunSpec Larger(string size) => size switch
    {
        "hidden" => Spec with { Model = Spec.Model with { Hidden = 64 } },
        "layers" => Spec with { Model = Spec.Model with { Layers = 2 } },
        "kv_heads" => Spec with { Model = Spec.Model with { Heads = 4, KvHeads = 4, Hidden = 64 } },
        "feed_forward" => Spec with { Model = Spec.Model with { FeedForward = 64 } },
        "context" => Spec with { Model = Spec.Model with { Context = 96 } },
        "n_async" => Spec with { Rl = Spec.Rl with { NAsync = 32 } },
        "stage n_async" => Spec with { Stages = [Spec.Stages[0] with { NAsync = 32 }] },
        "microbatch_tokens" => Spec with { Rl = Spec.Rl with { MicrobatchTokens = 512, NMinibatch = 64 }, Model = Spec.Model with { RecomputeLayers = false } },
        _ => Spec with { Rl = Spec.Rl with { NMinibatch = 16 } },
    };

    private static RunMemory NeedsOf(RunSpec spec) => new(spec, SpecMapping.SizesOf(spec.Model, new CharacterTokenizer()), ComputeDevice.Cpu);

    private static long Generator(RunSpec spec) => NeedsOf(spec).Generator(2).Sum(part => part.Bytes);

    private static long Trainer(RunSpec spec, int lanes = 2) => NeedsOf(spec).Trainer(lanes).Sum(part => part.Bytes);
}
