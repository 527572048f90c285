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

    [Fact]
    public void What_a_generator_takes_is_named_with_the_settings_that_change_it()
    {
        const string Smaller = "use a smaller model or a machine with more memory";
        Assert.Equal(
        [
            ("copies of the weights to decode with", true, "model", 0, 0, Smaller),
            ("keys and values of 16 sequences of 48 tokens, for rollouts and for evaluations", true, "rl.n_async", 16, 4, "shorten model.context"),
            ("activations and logits of 16 sequences", true, "rl.n_async", 16, 1, Smaller),
        ], NeedsOf(Spec).Generator(2).Select(Named));
        Assert.Equal(2, NeedsOf(Spec with { Rl = Spec.Rl with { NAsync = 2, GroupSize = 4 } }).Generator(2)[1].Least);
    }

    [Fact]
    public void What_a_trainer_takes_is_named_with_the_settings_that_change_it()
    {
        const string Smaller = "use a smaller model or a machine with more memory";
        var trained = SpecMapping.SizesOf(Spec.Model, new CharacterTokenizer()).ParameterCount;
        Assert.Equal(
        [
            ($"weights, gradients of 2 cores and moments of {trained} trained numbers", true, "model", 0, 0, Smaller),
            ("copies of what is trained, to publish and to store", false, "model", 0, 0, Smaller),
            ("matrices that 2 cores keep for the backward", true, "model", 0, 0, Smaller),
            ("activations and logits of 72 tokens on each of 2 cores", true, "rl.microbatch_tokens", 72, 48, "set model.recompute_layers to true"),
        ], NeedsOf(Spec).Trainer(2).Select(Named));
        Assert.Equal(12 * trained, NeedsOf(Spec).Trainer(2)[1].Bytes);
        Assert.StartsWith("matrices that 1 core keeps", NeedsOf(Spec).Trainer(1)[2].What, StringComparison.Ordinal);
        Assert.Equal("shorten model.context", NeedsOf(Spec with { Model = Spec.Model with { RecomputeLayers = true } }).Trainer(2)[3].Remedy);
    }

    [Theory]
    [InlineData(8, 2, 72)]   // three quarters of the minibatch, shared by the cores
    [InlineData(8, 32, 24)]   // a whole completion at least
    [InlineData(4096, 2, 256)]   // a full micro-batch at most
    public void A_micro_batch_is_full_unless_the_minibatch_is_less(int nMinibatch, int lanes, int tokens) =>
        Assert.Equal(tokens, NeedsOf(Spec with { Rl = Spec.Rl with { NMinibatch = nMinibatch } }).Trainer(lanes)[3].Count);

    [Fact]
    public void A_completion_is_no_longer_than_the_context() =>
        Assert.Equal(2 * 72, NeedsOf(Spec with { Stages = [Spec.Stages[0] with { LMax = 500 }] }).Trainer(2)[3].Count);

    [Fact]
    public void Of_several_stages_the_one_that_takes_the_most_counts()
    {
        var stage = Spec.Stages[0];
        var spec = Spec with { Stages = [stage with { NMinibatch = 4 }, stage with { LMax = 12, NMinibatch = 16, NAsync = 20 }, stage with { LMax = 6, NAsync = 24 }, stage with { LMax = 6 }] };
        Assert.Equal(144, NeedsOf(spec).Trainer(2)[3].Count);
        Assert.Equal(("stages[2].n_async", 24), (NeedsOf(spec).Generator(2)[1].Setting, NeedsOf(spec).Generator(2)[1].Count));
    }

    [Fact]
    public void Logits_are_computed_of_the_share_of_a_sequence_that_is_completion()
    {
        var half = NeedsOf(Spec).Trainer(2)[3];
        var whole = NeedsOf(Spec with { Stages = [Spec.Stages[0] with { LMax = 48 }] }).Trainer(2)[3];
        var beyond = NeedsOf(Spec with { Stages = [Spec.Stages[0] with { LMax = 96 }] }).Trainer(2)[3];
        var logits = 4L * 4 * new CharacterTokenizer().VocabularySize;   // four copies of float32
        Assert.Equal(logits / 2.0, (double)whole.Bytes / (2 * whole.Count) - (double)half.Bytes / (2 * half.Count), 1e-6);
        Assert.Equal(whole.Bytes, beyond.Bytes);
    }

    [Fact]
    public void A_generator_reads_prompts_on_as_many_cores_as_it_has_sequences_for()
    {
        Assert.Equal(NeedsOf(Spec).Generator(16)[2].Bytes, NeedsOf(Spec).Generator(64)[2].Bytes);
        Assert.True(NeedsOf(Spec).Generator(16)[2].Bytes > NeedsOf(Spec).Generator(2)[2].Bytes);
    }

    [Fact]
    public void Where_a_folder_is_trained_an_adapter_is_advised_unless_there_is_one()
    {
        const string Adapter = "use a smaller model, an adapter (model.lora), or a machine with more memory";
        var folder = Spec with { Model = Spec.Model with { Path = "mistral" } };
        Assert.Equal(("model.path", Adapter), (NeedsOf(folder).Generator(2)[0].Setting, NeedsOf(folder).Generator(2)[0].Remedy));
        var adapted = folder with { Model = folder.Model with { Lora = new() { Rank = 1 } } };
        Assert.Equal("use a smaller model or a machine with more memory", NeedsOf(adapted).Generator(2)[0].Remedy);
    }

    [Fact]
    public void Of_an_adapted_model_only_the_adapters_numbers_must_fit_into_one_array()
    {
        var vast = Spec with { Model = Spec.Model with { Hidden = 8192, Layers = 8, FeedForward = 32768, Lora = new() { Rank = 1 } } };
        Assert.Null(NeedsOf(vast).LengthFault());
        Assert.EndsWith(": use a smaller model or a machine with more memory", NeedsOf(vast with { Model = vast.Model with { Lora = null } }).LengthFault()!.ToString(), StringComparison.Ordinal);
    }

    private static (string What, bool IsOnDevice, string Setting, long Count, long Least, string Remedy) Named(MemoryPart part) =>
        (part.What, part.IsOnDevice, part.Setting, part.Count, part.Least, part.Remedy);

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
