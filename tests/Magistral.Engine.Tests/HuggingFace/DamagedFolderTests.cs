using System.Text.Json.Nodes;
using Magistral.Contracts;
using Magistral.Engine.HuggingFace;
using Magistral.Engine.Tests.Models;
using Magistral.Engine.Weights;
using Xunit;

namespace Magistral.Engine.Tests.HuggingFace;

public sealed class DamagedFolderTests
{
    private const string Weights = "model.safetensors";
    private const string Query = "model.layers.1.self_attn.q_proj.weight";

    [Fact]
    public void A_file_cut_at_any_length_is_refused_and_named()
    {
        using var folder = Whole();
        var bytes = File.ReadAllBytes(folder.At(Weights));
        foreach (var length in (int[])[0, 3, 8, 9, 200, bytes.Length / 2, bytes.Length - 1])
        {
            File.WriteAllBytes(folder.At(Weights), bytes[..length]);
            AssertRefused<SafetensorsException>(folder.Path, Weights);
        }
    }

    [Fact]
    public void A_cut_file_names_the_tensor_it_ends_in()
    {
        using var folder = Whole();
        File.WriteAllBytes(folder.At(Weights), File.ReadAllBytes(folder.At(Weights))[..^1]);
        AssertRefused<SafetensorsException>(folder.Path, "lm_head.weight");
    }

    [Fact]
    public void Bytes_behind_the_last_tensor_are_refused()
    {
        using var folder = Whole();
        File.AppendAllText(folder.At(Weights), "more");
        AssertRefused<SafetensorsException>(folder.Path, "behind its last array");
    }

    [Theory]
    [InlineData("[0, 12]")]
    [InlineData("[4, 8]")]
    [InlineData("[-4, 8]")]
    [InlineData("[9000000000000000000, 9100000000000000000]")]
    [InlineData("[0]")]
    [InlineData("\"none\"")]
    public void Offsets_that_do_not_fit_are_refused(string offsets)
    {
        using var folder = Whole();
        SmallFolder.ChangeHeader(folder.At(Weights), header => header[Query]!["data_offsets"] = JsonNode.Parse(offsets));
        AssertRefused<SafetensorsException>(folder.Path, Weights);
    }

    [Fact]
    public void Tensors_that_overlap_are_refused()
    {
        using var folder = Whole();
        SmallFolder.ChangeHeader(folder.At(Weights), header => header[Query]!["data_offsets"] = header["model.layers.0.self_attn.q_proj.weight"]!["data_offsets"]!.DeepClone());
        AssertRefused<SafetensorsException>(folder.Path, Weights);
    }

    [Theory]
    [InlineData("[9223372036854775807, 2]")]
    [InlineData("[-1, 32]")]
    [InlineData("[1.5]")]
    public void Shapes_that_cannot_be_are_refused(string shape)
    {
        using var folder = Whole();
        SmallFolder.ChangeHeader(folder.At(Weights), header => header[Query]!["shape"] = JsonNode.Parse(shape));
        AssertRefused<SafetensorsException>(folder.Path, Weights);
    }

    [Fact]
    public void A_shape_that_is_not_the_configs_is_refused_by_name()
    {
        using var folder = Whole();
        SmallFolder.ChangeHeader(folder.At(Weights), header => header[Query]!["shape"] = new JsonArray(16, 64));
        AssertRefused<SafetensorsException>(folder.Path, $"{Query} of {Weights} has the shape 16 x 64, the config says 32 x 32");
    }

    [Fact]
    public void A_missing_tensor_is_named()
    {
        using var folder = Whole();
        SmallFolder.ChangeHeader(folder.At(Weights), header =>
        {
            var tensor = header[Query]!.DeepClone();
            header.Remove(Query);
            header["model.layers.9.self_attn.q_proj.weight"] = tensor;
        });
        AssertRefused<SafetensorsException>(folder.Path, Query);
    }

    [Fact]
    public void A_tensor_that_the_architecture_does_not_have_is_named()
    {
        using var folder = new TemporaryFolder();
        SmallFolder.Write(folder.At("model"), SmallModel.Variant("head norms"));
        SmallFolder.ChangeJson(folder.At("model/config.json"), config =>
        {
            config["architectures"] = new JsonArray("LlamaForCausalLM");
            config["model_type"] = "llama";
            config.Remove("use_sliding_window");
            config.Remove("layer_types");
        });
        AssertRefused<SafetensorsException>(folder.At("model"), "q_norm.weight");
    }

    [Fact]
    public void A_number_format_that_is_not_supported_is_named()
    {
        using var folder = Whole();
        SmallFolder.ChangeHeader(folder.At(Weights), header => header[Query]!["dtype"] = "F8_E4M3");
        AssertRefused<SafetensorsException>(folder.Path, $"{Query} of {folder.At(Weights)} has the number format F8_E4M3");
    }

    [Fact]
    public void A_shard_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();
        SmallFolder.Write(folder.At("model"), shardBytes: 20_000);
        File.Delete(Directory.EnumerateFiles(folder.At("model"), "model-00002-of-*").Single());
        var error = Assert.ThrowsAny<MagistralException>(() => ModelFolder.Open(folder.At("model")));
        Assert.Contains("model-00002-of-", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_that_names_the_wrong_shard_is_refused()
    {
        using var folder = new TemporaryFolder();
        SmallFolder.Write(folder.At("model"), shardBytes: 20_000);
        SmallFolder.ChangeJson(folder.At("model/model.safetensors.index.json"), index => index["weight_map"]![Query] = index["weight_map"]!["lm_head.weight"]!.DeepClone());
        AssertRefused<ModelFolderException>(folder.At("model"), Query);
    }

    [Fact]
    public void An_index_that_names_a_file_elsewhere_is_refused()
    {
        using var folder = new TemporaryFolder();
        SmallFolder.Write(folder.At("model"), shardBytes: 20_000);
        SmallFolder.ChangeJson(folder.At("model/model.safetensors.index.json"), index => index["weight_map"]![Query] = "../secret.safetensors");
        AssertRefused<ModelFolderException>(folder.At("model"), "../secret.safetensors");
    }

    [Theory]
    [InlineData("pytorch_model.bin")]
    [InlineData("consolidated.00.pth")]
    public void A_pickle_in_place_of_safetensors_is_refused_by_name(string name)
    {
        using var folder = Whole();
        File.Move(folder.At(Weights), folder.At(name));
        AssertRefused<ModelFolderException>(folder.Path, name);
    }

    [Theory]
    [InlineData(new byte[] { 0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20 }, "pickle")]
    [InlineData(new byte[] { 0x50, 0x4b, 3, 4, 0, 0, 8, 8, 0, 0 }, "archive")]
    public void A_pickle_under_the_name_of_safetensors_is_refused(byte[] start, string kind)
    {
        using var folder = Whole();
        File.WriteAllBytes(folder.At(Weights), [.. start, .. new byte[1000]]);
        AssertRefused<SafetensorsException>(folder.Path, kind);
    }

    [Fact]
    public void A_folder_without_weights_is_refused()
    {
        using var folder = Whole();
        File.Delete(folder.At(Weights));
        AssertRefused<ModelFolderException>(folder.Path, "neither model.safetensors nor");
    }

    [Fact]
    public void A_tied_head_that_is_stored_with_other_numbers_is_refused()
    {
        using var folder = Whole();
        SmallFolder.ChangeJson(folder.At("config.json"), config => config["tie_word_embeddings"] = true);
        AssertRefused<SafetensorsException>(folder.Path, "lm_head.weight");
    }

    private static TemporaryFolder Whole()
    {
        var folder = new TemporaryFolder();
        SmallFolder.Write(folder.Path);
        return folder;
    }

    private static void AssertRefused<T>(string folder, string named) where T : MagistralException
    {
        var error = Assert.Throws<T>(() => ModelFolder.Open(folder));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
