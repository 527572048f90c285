using System.Text.Json.Nodes;
using Magistral.Engine.HuggingFace;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Xunit;

namespace Magistral.Engine.Tests.HuggingFace;

public sealed class ModelConfigFileTests
{
    private const string Llama = """
        {"architectures":["LlamaForCausalLM"],"model_type":"llama","hidden_size":64,"intermediate_size":160,"num_hidden_layers":4,"num_attention_heads":4,"vocab_size":320}
        """;

    [Fact]
    public void Absent_keys_have_the_defaults_of_Llama()
    {
        var read = Read(Llama, _ => { });
        Assert.Equal(
            new ModelConfig { Hidden = 64, Layers = 4, Heads = 4, KvHeads = 4, FeedForward = 160, Vocabulary = 320, Context = 2048, Tied = false, RmsNormEps = 1e-6 }, read.Model);
        Assert.Null(read.Stored);
    }

    [Fact]
    public void A_Mistral_has_a_window_of_4096_unless_the_config_says_null()
    {
        Assert.Equal(4096, Read(Llama, Mistral).Model.Window!.Tokens);
        Assert.Null(Read(Llama, config => { Mistral(config); config["sliding_window"] = null; }).Model.Window);
    }

    [Fact]
    public void A_Qwen_has_a_window_only_where_it_asks_for_one()
    {
        Assert.Null(Read(Llama, Qwen2).Model.Window);
        var windowed = Read(Llama, config => { Qwen2(config); config["use_sliding_window"] = true; config["max_window_layers"] = 3; config["sliding_window"] = 7; }).Model;
        Assert.Equal(new SlidingWindow(7, [false, false, false, true]), windowed.Window);
    }

    [Fact]
    public void Layer_types_place_the_window()
    {
        var windowed = Read(Llama, config =>
        {
            Qwen2(config);
            config["use_sliding_window"] = true;
            config["sliding_window"] = 7;
            config["layer_types"] = new JsonArray("sliding_attention", "full_attention", "sliding_attention", "full_attention");
        }).Model;
        Assert.Equal(new SlidingWindow(7, [true, false, true, false]), windowed.Window);
    }

    [Fact]
    public void A_Qwen3_has_heads_of_128_unless_it_says_so()
    {
        var read = Read(Llama, config => { config["architectures"] = new JsonArray("Qwen3ForCausalLM"); config["model_type"] = "qwen3"; config["num_key_value_heads"] = 2; });
        Assert.Equal((128, true, false), (read.Model.HeadWidth, read.Model.QkNorm, read.Model.QkvBias));
    }

    [Fact]
    public void Old_and_new_form_of_rotary_positions_say_the_same()
    {
        var scaling = """{"rope_type":"llama3","factor":8.0,"low_freq_factor":1.0,"high_freq_factor":4.0,"original_max_position_embeddings":64}""";
        var old = Read(Llama, config => { config["rope_theta"] = 500000.0; config["rope_scaling"] = JsonNode.Parse(scaling); config["torch_dtype"] = "bfloat16"; });
        var young = Read(Llama, config => { config["rope_parameters"] = JsonNode.Parse(scaling.Replace("{", "{\"rope_theta\":500000.0,", StringComparison.Ordinal)); config["dtype"] = "bfloat16"; });
        Assert.Equal(old, young);
        Assert.Equal((500000.0, NumberFormat.BF16), (old.Model.RopeTheta, old.Stored));
        Assert.Equal(new RotaryScaling { Kind = RotaryScalingKind.Llama3, Factor = 8, LowFrequencyFactor = 1, HighFrequencyFactor = 4, OriginalContext = 64 }, old.Model.RopeScaling);
    }

    [Fact]
    public void The_oldest_form_of_linear_scaling_is_read() =>
        Assert.Equal(
            new RotaryScaling { Kind = RotaryScalingKind.Linear, Factor = 2 },
            Read(Llama, config => config["rope_scaling"] = JsonNode.Parse("""{"type":"linear","factor":2.0}""")).Model.RopeScaling);

    [Theory]
    [InlineData("logit_softcapping", "30.0", "logit_softcapping")]
    [InlineData("hidden_act", "\"gelu\"", "gelu")]
    [InlineData("rope_scaling", """{"type":"yarn","factor":4.0}""", "yarn")]
    [InlineData("rope_scaling", """{"rope_type":"dynamic","factor":4.0}""", "dynamic")]
    [InlineData("rope_parameters", """{"rope_type":"default","mrope_section":[1,2]}""", "mrope_section")]
    [InlineData("partial_rotary_factor", "0.5", "partial_rotary_factor")]
    [InlineData("quantization_config", """{"bits":4}""", "quantised")]
    [InlineData("quantization", """{"group_size":64,"bits":4}""", "quantised")]
    [InlineData("attention_dropout", "0.1", "attention_dropout")]
    [InlineData("num_local_experts", "8", "num_local_experts")]
    [InlineData("pruned_heads", """{"0":[1]}""", "pruned_heads")]
    [InlineData("mlp_only_layers", "[0]", "mlp_only_layers")]
    [InlineData("use_sliding_window", "true", "sliding_window")]
    [InlineData("use_mrope", "true", "use_mrope")]
    [InlineData("sliding_window", "128", "sliding_window")]
    [InlineData("auto_map", """{"AutoModel":"modeling.Other"}""", "auto_map")]
    [InlineData("architectures", """["GemmaForCausalLM"]""", "GemmaForCausalLM")]
    [InlineData("model_type", "\"mistral\"", "mistral")]
    [InlineData("layer_types", """["full_attention","full_attention","full_attention","chunked_attention"]""", "chunked_attention")]
    [InlineData("layer_types", """["full_attention","full_attention","full_attention","sliding_attention"]""", "layer_types")]
    [InlineData("dtype", "\"float8_e4m3fn\"", "float8_e4m3fn")]
    [InlineData("hidden_size", "\"64\"", "hidden_size")]
    [InlineData("hidden_size", "null", "hidden_size")]
    [InlineData("hidden_size", "64.5", "hidden_size")]
    public void What_would_change_the_mathematics_is_refused_by_name(string key, string value, string named)
    {
        var error = Assert.Throws<ModelFolderException>(() => Read(Llama, config => config[key] = JsonNode.Parse(value)));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Unknown_keys_that_are_null_are_no_obstacle() => Read(Llama, config => config["logit_softcapping"] = null);

    [Fact]
    public void A_bias_where_the_architecture_has_none_is_refused() =>
        Assert.Throws<ModelFolderException>(() => Read(Llama, config => { Mistral(config); config["attention_bias"] = true; }));

    [Theory]
    [InlineData("{ not json")]
    [InlineData("[1]")]
    [InlineData("")]
    public void A_file_that_is_no_JSON_object_is_refused(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.json"), text);
        Assert.Throws<ModelFolderException>(() => ModelConfigFile.Read(folder.At("config.json")));
    }

    private static ModelConfigFile Read(string json, Action<JsonObject> change)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("config.json"), json);
        SmallFolder.ChangeJson(folder.At("config.json"), change);
        return ModelConfigFile.Read(folder.At("config.json"));
    }

    private static void Mistral(JsonObject config)
    {
        config["architectures"] = new JsonArray("MistralForCausalLM");
        config["model_type"] = "mistral";
        config["num_key_value_heads"] = 2;
    }

    private static void Qwen2(JsonObject config)
    {
        config["architectures"] = new JsonArray("Qwen2ForCausalLM");
        config["model_type"] = "qwen2";
        config["num_key_value_heads"] = 2;
    }
}
