using System.Text.Json;
using System.Text.Json.Nodes;
using Magistral.Engine.Adapters;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;

namespace Magistral.Engine.HuggingFace;

/// <summary>Reads and writes adapters as the PEFT library stores them: `adapter_config.json` and `adapter_model.safetensors`.</summary>
public static class AdapterFolder
{
    private const string ConfigName = "adapter_config.json";
    private const string WeightsName = "adapter_model.safetensors";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // what only concerns training in PEFT, where its weights came from, or how they were made
    private static readonly HashSet<string> Harmless =
    [
        "auto_mapping", "base_model_name_or_path", "revision", "inference_mode", "task_type", "lora_dropout", "init_lora_weights", "peft_version",
        "megatron_config", "megatron_core", "loftq_config", "eva_config", "corda_config", "qalora_group_size", "runtime_config",
    ];

    /// <summary>Writes an adapter; the folder appears at once when it is whole.</summary>
    /// <param name="directory">Must not exist, or be empty.</param>
    /// <param name="adapter">Read on the calling thread.</param>
    /// <param name="baseModel">Name or path of the model it belongs to, for whoever loads it.</param>
    /// <exception cref="ModelFolderException">The directory holds something already.</exception>
    public static void Write(string directory, LoraParameters adapter, string baseModel)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ModelFolderWriter.Prepare(directory, folder =>
        {
            File.WriteAllText(Path.Combine(folder, ConfigName), Config(adapter.Layout.Options, baseModel).ToJsonString(Indented));
            TensorWriter.WriteFile(
                Path.Combine(folder, WeightsName),
                Tensors(adapter.Layout),
                _ => NumberFormat.F32,
                (tensor, row, count) => tensor.Read(adapter.Values, row, count),
                CancellationToken.None);
        });
    }

    /// <summary>Reads an adapter.</summary>
    /// <param name="directory">As PEFT or <see cref="Write"/> left it.</param>
    /// <param name="model">Of the model it belongs to.</param>
    /// <param name="device">Where it shall live.</param>
    /// <exception cref="ModelFolderException">The config is missing, wrong, or asks for another kind of adapter.</exception>
    /// <exception cref="SafetensorsException">The weights are damaged, or not those of the config and the model.</exception>
    public static LoraParameters Read(string directory, ModelConfig model, ComputeDevice device)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(model);
        var options = Options(ConfigFile.Open(Path.Combine(directory, ConfigName)));
        using var file = SafetensorsFile.Open(Path.Combine(directory, WeightsName));
        var adapter = LoraParameters.Unset(model, options, device);
        try
        {
            var tensors = Tensors(adapter.Layout);
            Check(tensors, file);
            foreach (var tensor in tensors) TensorReader.Read(file, file.Arrays[tensor.Name], tensor, adapter.Values);
            return adapter;
        }
        catch
        {
            adapter.Dispose();
            throw;
        }
    }

    private static IReadOnlyList<MappedTensor> Tensors(LoraLayout layout) => [.. layout.Pairs.SelectMany(pair =>
    {
        var name = $"base_model.model.model.layers.{pair.Projection.Layer}.{pair.Projection.Module}";
        var (down, up) = (layout.Leaves[pair.Down], layout.Leaves[pair.Up]);
        return (MappedTensor[])[new($"{name}.lora_A.weight", down.Shape, down, 0, 0), new($"{name}.lora_B.weight", up.Shape, up, 0, pair.Projection.TurnedHead)];
    })];

    private static void Check(IReadOnlyList<MappedTensor> wanted, SafetensorsFile file)
    {
        foreach (var tensor in wanted)
            if (!file.Arrays.TryGetValue(tensor.Name, out var array) || !array.Shape.SequenceEqual(tensor.Shape))
                throw new SafetensorsException(
                    $"{file.Name} has no tensor {tensor.Name} of {string.Join(" x ", tensor.Shape)}", "use the adapter's own config and the model it was trained on");
        var names = wanted.Select(tensor => tensor.Name).ToHashSet();
        if (file.Arrays.Keys.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
            throw new SafetensorsException($"tensor {unknown} of {file.Name} is not part of the adapter its config describes", "use the config of these weights");
    }

    private static JsonObject Config(LoraOptions options, string baseModel) => new()
    {
        ["peft_type"] = "LORA",
        ["task_type"] = "CAUSAL_LM",
        ["base_model_name_or_path"] = baseModel,
        ["r"] = options.Rank,
        ["lora_alpha"] = options.Alpha,
        ["lora_dropout"] = 0.0,
        ["target_modules"] = new JsonArray([.. options.TargetModules.Select(module => (JsonNode?)module)]),
        ["use_rslora"] = options.RankStabilised,
        ["use_dora"] = false,
        ["bias"] = "none",
        ["fan_in_fan_out"] = false,
        ["inference_mode"] = true,
        ["modules_to_save"] = null,
    };

    private static LoraOptions Options(ConfigFile config)
    {
        if (config.Text("peft_type") is var kind && kind != "LORA") throw config.Unsupported("peft_type", kind ?? "null", "a LORA adapter");
        if ((config.Text("bias") ?? "none") is not "none" and var bias) throw config.Unsupported("bias", bias, "bias none");
        foreach (var key in (string[])["use_dora", "fan_in_fan_out", "lora_bias", "use_qalora"])
            if (config.Flag(key, false)) throw config.Unsupported(key, "true", $"{key} false");
        foreach (var key in (string[])["rank_pattern", "alpha_pattern"])
            if (config.Object(key) is { IsEmpty: false }) throw config.Unsupported(key, "by module", "one rank and one alpha");
        var options = new LoraOptions
        {
            Rank = config.Integer("r"),
            Alpha = config.Number("lora_alpha"),
            RankStabilised = config.Flag("use_rslora", false),
            TargetModules = Modules(config),
        };
        config.RefuseOthers(Harmless);
        return options;
    }

    // a list of names, whole or short; or the word for every linear module
    private static IReadOnlyList<string> Modules(ConfigFile config)
    {
        const string Key = "target_modules";
        if (config.IsText(Key) && config.Text(Key) is var pattern)
            return pattern == "all-linear" ? LoraOptions.AllModules : throw config.Unsupported(Key, pattern!, "a list of modules");
        return config.Texts(Key) is { } names ? [.. names.Select(name => name[(name.LastIndexOf('.') + 1)..])] : throw config.Unsupported(Key, "null", "a list of modules");
    }
}
