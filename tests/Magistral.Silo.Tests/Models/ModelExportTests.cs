using System.Text.Json.Nodes;
using Magistral.Contracts.Specs;
using Magistral.Engine.Adapters;
using Magistral.Engine.HuggingFace;
using Magistral.Engine.Models;
using Magistral.Silo.Models;
using Xunit;

namespace Magistral.Silo.Tests.Models;

public sealed class ModelExportTests
{
    [Theory]
    [InlineData(TokenizerKind.Characters)]
    [InlineData(TokenizerKind.Bpe)]
    public void A_fresh_model_says_how_its_tokenizer_ends_a_completion(TokenizerKind kind)
    {
        using var folder = new ExportedFolder(kind);
        var tokenizer = folder.Plan.Tokenizer;
        var text = File.ReadAllText(Path.Combine(folder.DirectoryPath, "generation_config.json"));
        var expected = new JsonObject { ["eos_token_id"] = tokenizer.EndOfText, ["pad_token_id"] = tokenizer.Padding };
        if (kind == TokenizerKind.Bpe)
            expected["bos_token_id"] = ((Text.Tokenizers.PretrainedTokenizer)tokenizer).IdOf("<s>");
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(text)), text);
        Assert.EndsWith("\n}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_adapter_is_written_alone_with_the_folder_that_it_belongs_to()
    {
        using var folder = new ExportedFolder(TokenizerKind.Characters);
        var adapted = ModelPlan.Of(ExportedFolder.SpecOf(new() { Path = folder.DirectoryPath, Context = 48, Lora = new() { Rank = 2 } }), TimeProvider.System);
        using var start = adapted.Start(ComputeDevice.Cpu);
        using var weights = start.Trained.Snapshot(0);
        ModelExport.WriteAdapter(folder.Beside("adapter"), adapted, weights);
        using var read = AdapterFolder.Read(folder.Beside("adapter"), adapted.Config, ComputeDevice.Cpu);
        Assert.Equal(weights.ContentHash, read.Snapshot(0).ContentHash);
        Assert.Contains(folder.DirectoryPath, File.ReadAllText(Path.Combine(folder.Beside("adapter"), "adapter_config.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_all_weights_were_trained_there_is_no_adapter_to_write()
    {
        using var folder = new ExportedFolder(TokenizerKind.Characters);
        using var start = folder.Plan.Start(ComputeDevice.Cpu);
        using var weights = start.Trained.Snapshot(0);
        var fault = Assert.Throws<AdapterException>(() => ModelExport.WriteAdapter(folder.Beside("adapter"), folder.Plan, weights));
        Assert.Equal("the run trained all weights, there is no adapter: export the whole model", fault.Message);
        Assert.False(Directory.Exists(folder.Beside("adapter")));
        Assert.Throws<ArgumentNullException>("model", () => ModelExport.Write(folder.Beside("whole"), null!, weights, null, CancellationToken.None));
        Assert.Throws<ArgumentNullException>("model", () => ModelExport.WriteAdapter(folder.Beside("adapter"), null!, weights));
    }
}
