using Magistral.Method.Verification;
using Magistral.Contracts.Specs;
using Magistral.Engine.Models;
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
        Assert.Contains("the model of", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_beyond_the_folders_is_refused()
    {
        using var folder = new ExportedFolder(TokenizerKind.Characters);
        var fault = Assert.Throws<RunSpecException>(() => Plan(folder, new() { Context = 49 }));
        Assert.Equal("model.context", Assert.Single(fault.Faults).Path);
    }

    private static ModelPlan Plan(ExportedFolder folder, ModelSpec model) =>
        ModelPlan.Of(ExportedFolder.SpecOf(model with { Path = folder.DirectoryPath, Context = model.Context == 49 ? 49 : 48 }), TimeProvider.System);
}
