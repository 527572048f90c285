using Magistral.Engine.Adapters;
using Magistral.Engine.Generation.Decoding;
using Magistral.Engine.HuggingFace;
using Magistral.Engine.Models;
using Magistral.Engine.Models.Networks;
using Magistral.Engine.Tests.Generation;
using Magistral.Engine.Tests.HuggingFace;
using Magistral.Engine.Tests.Models;
using Magistral.Engine.Tests.Training;
using Magistral.Engine.Training;
using Magistral.Engine.Weights;
using Magistral.Method.Randomness;
using Xunit;
using static TorchSharp.torch;

namespace Magistral.Engine.Tests.Adapters;

public sealed class LoraTests
{
    private static readonly LoraOptions Options = new() { Rank = 3, Alpha = 6 };

    [Theory]
    [MemberData(nameof(SmallModel.Variants), MemberType = typeof(SmallModel))]
    public void The_adapted_forward_equals_that_of_the_merged_model(string variant)
    {
        var config = SmallModel.Variant(variant);
        using var parameters = SmallModel.Parameters(config, 5);
        using var adapter = Random(config, Options);
        using var merged = LoraMerge.Merge(parameters, adapter);
        var expected = Logits(merged, null, new());
        Assert.All(expected.Zip(Logits(parameters, adapter, new())), pair => Assert.Equal(pair.First, pair.Second, 2e-3f * (1 + Math.Abs(pair.First))));
        Assert.NotEqual(Logits(parameters, null, new())[0], expected[0]);
    }

    [Fact]
    public void A_fresh_adapter_changes_nothing()
    {
        var config = SmallModel.Variant("plain");
        using var parameters = SmallModel.Parameters(config, 5);
        using var adapter = LoraParameters.Create(config, Options, 1, ComputeDevice.Cpu);
        Assert.Equal(Logits(parameters, null, new()), Logits(parameters, adapter, new()));
    }

    [Theory]
    [InlineData("q_proj")]
    [InlineData("k_proj,v_proj")]
    [InlineData("o_proj,down_proj")]
    [InlineData("up_proj")]
    public void Modules_can_be_adapted_apart(string modules)
    {
        var config = SmallModel.Variant("query bias");
        var options = Options with { TargetModules = modules.Split(','), RankStabilised = true };
        using var parameters = SmallModel.Parameters(config, 5);
        using var adapter = Random(config, options);
        using var merged = LoraMerge.Merge(parameters, adapter);
        Assert.All(Logits(merged, null, new()).Zip(Logits(parameters, adapter, new())), pair => Assert.Equal(pair.First, pair.Second, 2e-3f * (1 + Math.Abs(pair.First))));
    }

    [Fact]
    public void The_gradient_is_the_merged_models_seen_through_the_two_matrices()
    {
        var config = SmallModel.Variant("head norms");
        using var scope = NewDisposeScope();
        using var parameters = SmallModel.Parameters(config, 5);
        using var adapter = Random(config, Options);
        using var merged = LoraMerge.Merge(parameters, adapter);
        using var whole = new CausalLanguageModel(merged);
        whole.Backward(Loss(whole, config));
        using var adapted = new CausalLanguageModel(parameters, new() { RecomputeLayers = true }, adapter);
        adapted.Backward(Loss(adapted, config));
        foreach (var pair in adapter.Layout.Pairs)
        {
            var leaf = merged.Leaves[pair.Projection.Matrix];
            var slope = whole.Leaves.Gradient.narrow(0, leaf.Offset, leaf.Length).view([.. leaf.Shape]).narrow(0, pair.Projection.Row, pair.Projection.Rows);
            using TorchSharp.Scalar scale = Options.Scale;
            AssertNear(slope.mm(adapter.View(adapter.Leaves[pair.Down]).t()).mul(scale), adapted.Leaves.Gradient, adapter.Leaves[pair.Up]);
            AssertNear(adapter.View(adapter.Leaves[pair.Up]).t().mm(slope).mul(scale), adapted.Leaves.Gradient, adapter.Leaves[pair.Down]);
        }
    }

    [Fact]
    public void Training_moves_the_adapter_and_no_bit_of_the_model()
    {
        var config = SmallModel.Variant("plain");
        using var parameters = SmallModel.Parameters(config, 5);
        using var adapter = LoraParameters.Create(config, Options, 1, ComputeDevice.Cpu);
        var (model, before) = (parameters.Snapshot(0).ContentHash, adapter.Snapshot(0).ContentHash);
        using var trainer = new PolicyTrainer(parameters, new() { Threads = 2 }, adapter: adapter);
        trainer.Step(TrainingExamples.Minibatch(config, 8, 1));
        Assert.Equal(model, parameters.Snapshot(0).ContentHash);
        Assert.NotEqual(before, adapter.Snapshot(0).ContentHash);
        Assert.Equal(adapter.Length, trainer.Export().FirstMoments.Length);
    }

    [Fact]
    public void Supervised_training_of_an_adapter_over_a_bfloat16_model_learns()
    {
        var config = SmallModel.Config();
        using var folder = new TemporaryFolder();
        SmallFolder.Write(folder.At("model"), config);
        using var parameters = ModelFolder.Open(folder.At("model")).Load(ComputeDevice.Cpu, NumberFormat.BF16);
        using var adapter = LoraParameters.Create(config, new LoraOptions { Rank = 8 }, 1, ComputeDevice.Cpu);
        var options = new SupervisedTrainerOptions { Steps = 40, LearningRate = 2e-2, Threads = 1, Compute = new() { DataType = NumberFormat.BF16, RecomputeLayers = true } };
        using var trainer = new SupervisedTrainer(parameters, options, adapter: adapter);
        var batch = Enumerable.Range(0, 8).Select(row => new Demonstration([row, 1, 2], [row, row, 3])).ToArray();
        var losses = Enumerable.Range(0, 40).Select(_ => trainer.Step(batch).Loss).ToArray();
        Assert.InRange(losses[^1], 0, losses[0] / 3);
    }

    [Fact]
    public void A_generator_takes_the_adapter_alone_and_decodes_as_the_merged_model()
    {
        var config = SmallModel.Variant("head norms, biases, window");
        using var parameters = SmallModel.Parameters(config, 5);
        using var fresh = LoraParameters.Create(config, Options, 1, ComputeDevice.Cpu);
        using var trained = Random(config, Options);
        using var merged = LoraMerge.Merge(parameters, trained);
        using var adapted = new TorchGenerator(parameters, Options, fresh.Snapshot(0), new() { Slots = 2 });
        adapted.ApplyWeights(trained.Snapshot(1));
        using var whole = new TorchGenerator(merged, 1, new() { Slots = 2 });
        var request = TorchGeneratorTests.Request(1, 5, 20);
        var (expected, found) = (Generations.Run(whole, [request])[1], Generations.Run(adapted, [request])[1]);
        Assert.Equal(expected.Completion.Tokens, found.Completion.Tokens);
        Assert.Equal(1, found.Completion.Spans[0].Version!.Value.Number);
    }

    [Fact]
    public void Weights_of_a_whole_model_are_refused_where_an_adapter_is_published()
    {
        var config = SmallModel.Variant("plain");
        using var parameters = SmallModel.Parameters(config, 5);
        using var adapter = Random(config, Options);
        using var generator = new TorchGenerator(parameters, Options, adapter.Snapshot(0), new());
        Assert.Throws<WeightShapeException>(() => generator.ApplyWeights(parameters.Snapshot(1)));
    }

    [Fact]
    public void Adapter_files_come_back_bit_by_bit()
    {
        var config = SmallModel.Variant("plain");
        using var folder = new TemporaryFolder();
        using var adapter = Random(config, Options with { TargetModules = ["q_proj", "down_proj"] });
        AdapterFolder.Write(folder.At("adapter"), adapter, "some/model");
        using var read = AdapterFolder.Read(folder.At("adapter"), config, ComputeDevice.Cpu);
        Assert.Equal(adapter.Snapshot(0).ContentHash, read.Snapshot(0).ContentHash);
        Assert.Equal(adapter.Layout.Options.TargetModules, read.Layout.Options.TargetModules);
    }

    [Fact]
    public void Adapter_files_and_merged_folders_say_the_same_of_a_rotated_head()
    {
        // merged as any other library does it: rows of the file's B against rows of the folder's query matrix
        var config = SmallModel.Config(tied: false);
        using var folder = new TemporaryFolder();
        using var parameters = SmallModel.Parameters(config, 5);
        using var adapter = Random(config, Options with { TargetModules = ["q_proj"] });
        using var merged = LoraMerge.Merge(parameters, adapter);
        ModelFolderWriter.Write(folder.At("base"), parameters, null, cancellation: TestContext.Current.CancellationToken);
        ModelFolderWriter.Write(folder.At("merged"), merged, null, cancellation: TestContext.Current.CancellationToken);
        AdapterFolder.Write(folder.At("adapter"), adapter, "base");
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(folder.At("adapter/adapter_model.safetensors"));
        var name = "base_model.model.model.layers.1.self_attn.q_proj";
        using TorchSharp.Scalar scale = Options.Scale;
        var addition = Matrix(file, $"{name}.lora_B.weight").mm(Matrix(file, $"{name}.lora_A.weight")).mul(scale);
        using var one = TensorFiles.Open(folder.At("base"));
        using var other = TensorFiles.Open(folder.At("merged"));
        const string Query = "model.layers.1.self_attn.q_proj.weight";
        var difference = Matrix(other.Find(Query).File, Query) - Matrix(one.Find(Query).File, Query);
        Assert.True((difference - addition).abs().max().item<float>() < 1e-5f);
    }

    [Theory]
    [InlineData("use_dora", "true")]
    [InlineData("bias", "\"all\"")]
    [InlineData("peft_type", "\"IA3\"")]
    [InlineData("rank_pattern", "{\"q_proj\":4}")]
    [InlineData("modules_to_save", "[\"lm_head\"]")]
    [InlineData("layers_to_transform", "[1]")]
    [InlineData("target_modules", "\".*q_proj\"")]
    public void Another_kind_of_adapter_is_refused_by_name(string key, string value)
    {
        var config = SmallModel.Variant("plain");
        using var folder = new TemporaryFolder();
        using var adapter = Random(config, Options);
        AdapterFolder.Write(folder.At("adapter"), adapter, "base");
        SmallFolder.ChangeJson(folder.At("adapter/adapter_config.json"), json => json[key] = System.Text.Json.Nodes.JsonNode.Parse(value));
        var error = Assert.Throws<ModelFolderException>(() => AdapterFolder.Read(folder.At("adapter"), config, ComputeDevice.Cpu));
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_adapter_of_another_model_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var adapter = Random(SmallModel.Config(), Options);
        AdapterFolder.Write(folder.At("adapter"), adapter, "base");
        Assert.Throws<SafetensorsException>(() => AdapterFolder.Read(folder.At("adapter"), SmallModel.Variant("plain"), ComputeDevice.Cpu));
    }

    [Theory]
    [InlineData(0, 1.0, "q_proj")]
    [InlineData(4, -1.0, "q_proj")]
    [InlineData(4, 1.0, "qkv")]
    public void Options_that_cannot_be_are_refused(int rank, double alpha, string module) =>
        Assert.Throws<AdapterException>(() => new LoraOptions { Rank = rank, Alpha = alpha, TargetModules = [module] }.Validate());

    private static LoraParameters Random(ModelConfig config, LoraOptions options)
    {
        var random = new SeededRandom(9, "test adapter");
        var values = Enumerable.Range(0, (int)new LoraLayout(config, options).Length).Select(_ => (float)(random.NextDouble() - 0.5) / 3).ToArray();
        return LoraParameters.Create(config, options, new WeightSnapshot(0, values), ComputeDevice.Cpu);
    }

    private static Tensor Loss(CausalLanguageModel model, ModelConfig config) =>
        -model.Logits(model.Hidden(tensor(SmallModel.Tokens(config, 24, seed: 4).Select(token => (long)token).ToArray()), 12), null).log_softmax(-1).select(1, 3).mean();

    private static float[] Logits(FlatParameters parameters, LoraParameters? adapter, ComputeOptions compute)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var model = new CausalLanguageModel(parameters, compute, adapter);
        var tokens = tensor(SmallModel.Tokens(parameters.Config, 24, seed: 4).Select(token => (long)token).ToArray());
        return model.Logits(model.Hidden(tokens, 12), null).data<float>().ToArray();
    }

    private static void AssertNear(Tensor expected, Tensor gradient, ParameterLeaf leaf)
    {
        var found = gradient.narrow(0, leaf.Offset, leaf.Length).view([.. leaf.Shape]);
        Assert.True((found - expected).norm().item<float>() <= 1e-3f * expected.norm().item<float>() + 1e-6f, leaf.Name);
    }

    private static Tensor Matrix(SafetensorsFile file, string name)
    {
        var array = file.Arrays[name];
        var bytes = new byte[array.Bytes];
        file.Copy(array, 0, bytes);
        return tensor(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray(), [.. array.Shape]);
    }
}
