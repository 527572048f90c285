using Magistral.Method.Verification;
using Magistral.Contracts.Specs;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Magistral.Silo.Models;
using Magistral.Text.Tokenizers;
using Magistral.Text.Tokenizers.Files;
using Xunit;

namespace Magistral.Silo.Tests.Models;

public sealed class ModelPlanTests
{
    private const string Solution = "<think>7+5+0=12;4+8+1=13;</think>\\boxed{132}";

    [Theory]
    [InlineData(TokenizerKind.Characters)]
    [InlineData(TokenizerKind.Bpe)]
    public void An_exported_run_loads_back_bit_by_bit(TokenizerKind tokenizer)
    {
        using var folder = new ExportedFolder(tokenizer);
        var read = Plan(folder, new());
        Assert.Equal(folder.Plan.Config with { HeadDim = folder.Plan.Config.HeadWidth }, read.Config);
        using var before = folder.Plan.Base(ComputeDevice.Cpu);
        using var after = read.Base(ComputeDevice.Cpu);
        Assert.Equal(before.Snapshot(0).ContentHash, after.Snapshot(0).ContentHash);
    }

    [Theory]
    [InlineData(TokenizerKind.Characters)]
    [InlineData(TokenizerKind.Bpe)]
    public void An_exported_tokenizer_gives_the_same_tokens_and_texts(TokenizerKind tokenizer)
    {
        using var folder = new ExportedFolder(tokenizer);
        var read = Plan(folder, new());
        Assert.Equal(folder.Plan.Tokenizer.VocabularySize, read.Tokenizer.VocabularySize);
        Assert.Equal(folder.Plan.StopTokens, read.StopTokens);
        Assert.Equal(folder.Plan.Prompts.Encode("47+85=", TaskKind.Math), read.Prompts.Encode("47+85=", TaskKind.Math));
        var tokens = folder.Plan.Tokenizer.Encode(Solution);
        Assert.Equal(tokens, read.Tokenizer.Encode(Solution));
        Assert.Equal(Solution, read.Tokenizer.Decode([.. tokens, read.Tokenizer.EndOfText]));
    }

    [Fact]
    public void A_second_export_of_a_folder_holds_the_same_bytes()
    {
        using var folder = new ExportedFolder(TokenizerKind.Bpe);
        var read = Plan(folder, new());
        using (var start = read.Start(ComputeDevice.Cpu))
        using (var weights = start.Trained.Snapshot(0))
            ModelExport.Write(folder.Beside("again"), read, weights, null, CancellationToken.None);
        foreach (var file in Directory.EnumerateFiles(folder.DirectoryPath))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(folder.Beside("again"), Path.GetFileName(file))));
    }

    [Fact]
    public void An_adapter_that_learnt_nothing_changes_nothing_when_it_is_merged()
    {
        using var folder = new ExportedFolder(TokenizerKind.Bpe);
        var adapted = Plan(folder, new() { Lora = new() { Rank = 4, TargetModules = [LoraModule.Query, LoraModule.Down] } });
        using (var start = adapted.Start(ComputeDevice.Cpu))
        using (var weights = start.Trained.Snapshot(0))
        {
            Assert.Equal(2 * (4 * (32 + 32) + 4 * (32 + 32)), start.Trained.Length);
            ModelExport.Write(folder.Beside("merged"), adapted, weights, null, CancellationToken.None);
        }

        Assert.Equal(File.ReadAllBytes(Path.Combine(folder.DirectoryPath, "model.safetensors")), File.ReadAllBytes(Path.Combine(folder.Beside("merged"), "model.safetensors")));
    }

    [Fact]
    public void A_tokenizer_with_more_tokens_than_the_model_is_refused()
    {
        using var folder = new ExportedFolder(TokenizerKind.Characters);
        using var other = new ExportedFolder(TokenizerKind.Bpe);
        TokenizerFiles.Copy(other.DirectoryPath, folder.DirectoryPath);
        var fault = Assert.Throws<TokenizerException>(() => Plan(folder, new()));
        Assert.Equal(
            $"the tokenizer has {other.Plan.Tokenizer.VocabularySize} tokens, the model of {folder.DirectoryPath} {folder.Plan.Tokenizer.VocabularySize}: "
            + "use the tokenizer the model was trained with, or model.tokenizer bpe", fault.Message);
    }

    [Fact]
    public void A_context_beyond_the_folders_is_refused()
    {
        using var folder = new ExportedFolder(TokenizerKind.Characters);
        var fault = Assert.Throws<RunSpecException>(() => Plan(folder, new() { Context = 49 }));
        Assert.Equal($"the run spec cannot run: model.context: 49 is longer than the 48 tokens of {folder.DirectoryPath}: use at most 48", fault.Message);
    }

    [Fact]
    public void The_tokenizer_of_characters_fits_only_a_model_of_as_many_tokens()
    {
        using var characters = new ExportedFolder(TokenizerKind.Characters);
        using var larger = new ExportedFolder(TokenizerKind.Bpe);
        Assert.IsType<CharacterTokenizer>(Plan(characters, new() { Tokenizer = TokenizerKind.Characters }).Tokenizer);
        Assert.Throws<TokenizerException>(() => Plan(larger, new() { Tokenizer = TokenizerKind.Characters }));
    }

    [Fact]
    public void A_tokenizer_with_fewer_tokens_than_the_model_is_taken()
    {
        using var folder = new ExportedFolder(TokenizerKind.Bpe);
        using var other = new ExportedFolder(TokenizerKind.Characters);
        TokenizerFiles.Copy(other.DirectoryPath, folder.DirectoryPath);
        Assert.True(Plan(folder, new()).Tokenizer.VocabularySize < Plan(folder, new()).Config.Vocabulary);
    }

    [Fact]
    public void A_folder_too_small_to_learn_a_tokenizer_for_is_refused()
    {
        using var folder = new ExportedFolder(TokenizerKind.Characters);
        var fault = Assert.Throws<TokenizerException>(() => Plan(folder, new() { Tokenizer = TokenizerKind.Bpe }));
        Assert.StartsWith($"a vocabulary of {folder.Plan.Config.Vocabulary} has no place for 256 bytes ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_ends_completions_as_it_says_and_with_its_own_tokenizer_as_that_does()
    {
        using var folder = new ExportedFolder(TokenizerKind.Bpe);
        File.WriteAllText(Path.Combine(folder.DirectoryPath, "generation_config.json"), """{"eos_token_id": [7, 5]}""");
        var kept = Plan(folder, new());
        Assert.True(kept.KeepsTokenizer);
        Assert.Equal([7, 5, kept.Tokenizer.EndOfText], kept.StopTokens);
        var learnt = Plan(folder, new() { Tokenizer = TokenizerKind.Bpe });
        Assert.False(learnt.KeepsTokenizer);
        Assert.Equal([learnt.Tokenizer.EndOfText], learnt.StopTokens);
        Assert.False(folder.Plan.KeepsTokenizer);
    }

    [Fact]
    public void The_weights_of_a_folder_are_its_own_whatever_the_seed()
    {
        using var folder = new ExportedFolder(TokenizerKind.Characters);
        var spec = ExportedFolder.SpecOf(new() { Path = folder.DirectoryPath, Context = 48 }) with { Seed = 99 };
        using var before = folder.Plan.Base(ComputeDevice.Cpu);
        using var after = ModelPlan.Of(spec, TimeProvider.System).Base(ComputeDevice.Cpu);
        Assert.Equal(before.Snapshot(0).ContentHash, after.Snapshot(0).ContentHash);
    }

    [Fact]
    public void Weights_that_are_trained_are_in_float32_and_frozen_ones_in_what_they_are_computed_in()
    {
        using var folder = new ExportedFolder(TokenizerKind.Characters);
        using var trained = Plan(folder, new() { Dtype = ComputeKind.Half }).Start(ComputeDevice.Cpu);
        using var adapted = Plan(folder, new() { Dtype = ComputeKind.Half, Lora = new() { Rank = 2 } }).Start(ComputeDevice.Cpu);
        Assert.Equal((NumberFormat.F32, NumberFormat.BF16), (trained.Parameters.DataType, adapted.Parameters.DataType));
        Assert.Same(trained.Parameters, trained.Trained);
        Assert.Same(adapted.Adapter, adapted.Trained);
    }

    [Fact]
    public void Whoever_lets_go_of_the_weights_in_training_lets_go_of_the_adapter_too()
    {
        using var folder = new ExportedFolder(TokenizerKind.Characters);
        var start = Plan(folder, new() { Lora = new() { Rank = 2 } }).Start(ComputeDevice.Cpu);
        start.Dispose();
        Assert.ThrowsAny<InvalidOperationException>(() => start.Parameters.Snapshot(0));
        Assert.ThrowsAny<InvalidOperationException>(() => start.Adapter!.Snapshot(0));
    }

    [Fact]
    public void A_plan_can_be_made_shorter_and_not_longer()
    {
        var plan = ModelPlan.Of(ExportedFolder.SpecOf(new() { Hidden = 32, Layers = 1, Heads = 2, KvHeads = 1, FeedForward = 32, Context = 48 }), TimeProvider.System);
        Assert.Equal(plan.Config with { Context = 20 }, plan.WithContext(20).Config);
        Assert.Equal(plan.Config, plan.WithContext(100).Config);
        Assert.Equal((plan.Tokenizer, plan.StopTokens), (plan.WithContext(20).Tokenizer, plan.WithContext(20).StopTokens));
    }

    [Fact]
    public void A_chat_template_is_followed_unless_the_spec_or_another_tokenizer_says_otherwise()
    {
        using var folder = new ExportedFolder(TokenizerKind.Bpe);
        File.WriteAllText(Path.Combine(folder.DirectoryPath, "chat_template.jinja"), "{{ messages[-1].content }}!");
        Assert.Equal("1+1=!", Asked(new()));
        Assert.Equal("1+1=", Asked(new() { ChatTemplate = false }));
        Assert.Equal("1+1=", Asked(new() { Tokenizer = TokenizerKind.Bpe }));

        string Asked(ModelSpec model)
        {
            var plan = Plan(folder, model);
            return plan.Tokenizer.Decode(plan.Prompts.Encode("1+1=", TaskKind.Math));
        }
    }

    [Fact]
    public void A_chat_template_that_cannot_be_used_is_named_by_its_folder_with_the_way_around_it()
    {
        using var folder = new ExportedFolder(TokenizerKind.Bpe);
        File.WriteAllText(Path.Combine(folder.DirectoryPath, "chat_template.jinja"), "{{ messages | rot13 }}");
        var fault = Assert.Throws<TokenizerException>(() => Plan(folder, new()));
        Assert.StartsWith($"{folder.DirectoryPath}: chat template, line 1: ", fault.What, StringComparison.Ordinal);
        Assert.EndsWith(", or set model.chat_template to false", fault.Remedy, StringComparison.Ordinal);
        Assert.NotNull(Plan(folder, new() { ChatTemplate = false }));
    }

    [Fact]
    public void The_tokenizer_of_characters_is_written_as_it_is_and_not_as_the_folder_has_it()
    {
        using var folder = new ExportedFolder(TokenizerKind.Characters);
        var config = Path.Combine(folder.DirectoryPath, "tokenizer_config.json");
        var written = File.ReadAllText(config);
        File.WriteAllText(config, written.Insert(written.IndexOf('{') + 1, "\"note\": \"changed\","));
        Assert.Equal(written, Written(TokenizerKind.Characters));
        Assert.Contains("changed", Written(TokenizerKind.Auto), StringComparison.Ordinal);

        string Written(TokenizerKind tokenizer)
        {
            Plan(folder, new() { Tokenizer = tokenizer }).WriteTokenizer(folder.Beside($"{tokenizer}"));
            return File.ReadAllText(Path.Combine(folder.Beside($"{tokenizer}"), "tokenizer_config.json"));
        }
    }

    [Fact]
    public void Nothing_is_no_plan() => Assert.Throws<ArgumentNullException>("spec", () => ModelPlan.Of(null!, TimeProvider.System));

    private static ModelPlan Plan(ExportedFolder folder, ModelSpec model) =>
        ModelPlan.Of(ExportedFolder.SpecOf(model with { Path = folder.DirectoryPath, Context = model.Context == 49 ? 49 : 48 }), TimeProvider.System);
}
