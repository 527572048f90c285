using System.Text.Json;
using System.Text.Json.Nodes;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;

namespace Magistral.Engine.HuggingFace;

/// <summary>The `config.json` of a model: written for one that never had any, changed in its number format for one that had.</summary>
/// <remarks>In the older form (`rope_theta`, `torch_dtype`), which every version of transformers reads.</remarks>
internal static class ModelConfigText
{
    private static readonly string[] FormatNames = ["torch_dtype", "dtype"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>A config that <see cref="ModelConfigFile"/> reads as these sizes.</summary>
    /// <exception cref="ModelFolderException">No architecture of transformers combines these.</exception>
    public static string Of(ModelConfig model, NumberFormat format)
    {
        var architecture = ArchitectureOf(model);
        var name = architecture.ToString();
        var config = new JsonObject
        {
            ["architectures"] = new JsonArray($"{name}ForCausalLM"),
            ["model_type"] = char.ToLowerInvariant(name[0]) + name[1..],
            ["hidden_act"] = "silu",
            ["hidden_size"] = model.Hidden,
            ["intermediate_size"] = model.FeedForward,
            ["num_hidden_layers"] = model.Layers,
            ["num_attention_heads"] = model.Heads,
            ["num_key_value_heads"] = model.KvHeads,
            ["max_position_embeddings"] = model.Context,
            ["vocab_size"] = model.Vocabulary,
            ["rms_norm_eps"] = model.RmsNormEps,
            ["tie_word_embeddings"] = model.Tied,
            ["rope_theta"] = model.RopeTheta,
            ["rope_scaling"] = Scaling(model.RopeScaling),
            ["torch_dtype"] = DataType(format),
        };
        if (architecture != Architecture.Qwen2) config["head_dim"] = model.HeadWidth;
        if (architecture is Architecture.Llama or Architecture.Qwen3) config["attention_bias"] = model.OutputBias;
        if (architecture == Architecture.Llama) config["mlp_bias"] = model.FeedForwardBias;
        else AddWindow(config, model, architecture);
        return config.ToJsonString(Indented);
    }

    /// <summary>The same config with another number format.</summary>
    public static string WithFormat(string json, NumberFormat format)
    {
        var config = JsonNode.Parse(json)!.AsObject();
        var names = FormatNames.Where(config.ContainsKey).DefaultIfEmpty(FormatNames[0]).ToList();
        foreach (var name in names)
            config[name] = DataType(format);
        return config.ToJsonString(Indented);
    }

    private static Architecture ArchitectureOf(ModelConfig model)
    {
        var plainWidth = model.HeadWidth * model.Heads == model.Hidden;
        if (model.QkNorm && model.QkvBias == model.OutputBias && !model.FeedForwardBias) return Architecture.Qwen3;
        if (!model.QkNorm && model.QkvBias && !model.OutputBias && !model.FeedForwardBias && plainWidth) return Architecture.Qwen2;
        if (!model.QkNorm && model.QkvBias == model.OutputBias && model.Window is null) return Architecture.Llama;
        if (!model.QkNorm && !model.QkvBias && !model.OutputBias && !model.FeedForwardBias && Enumerable.Range(0, model.Layers).All(layer => model.Window!.Covers(layer)))
            return Architecture.Mistral;
        throw new ModelFolderException("no architecture of transformers combines this model's biases, norms and windows", "train a model of a supported architecture");
    }

    private static void AddWindow(JsonObject config, ModelConfig model, Architecture architecture)
    {
        config["sliding_window"] = model.Window?.Tokens;
        if (architecture == Architecture.Mistral) return;
        config["use_sliding_window"] = model.Window is not null;
        config["layer_types"] = new JsonArray([.. Enumerable.Range(0, model.Layers)
            .Select(layer => (JsonNode?)(model.Window?.Covers(layer) == true ? "sliding_attention" : "full_attention"))]);
    }

    private static JsonObject? Scaling(RotaryScaling? scaling) => scaling switch
    {
        null => null,
        { Kind: RotaryScalingKind.Linear } => new() { ["rope_type"] = "linear", ["factor"] = scaling.Factor },
        _ => new()
        {
            ["rope_type"] = "llama3",
            ["factor"] = scaling.Factor,
            ["low_freq_factor"] = scaling.LowFrequencyFactor,
            ["high_freq_factor"] = scaling.HighFrequencyFactor,
            ["original_max_position_embeddings"] = scaling.OriginalContext,
        },
    };

    private static string DataType(NumberFormat format) => format switch
    {
        NumberFormat.F32 => "float32",
        NumberFormat.BF16 => "bfloat16",
        _ => "float16",
    };
}
