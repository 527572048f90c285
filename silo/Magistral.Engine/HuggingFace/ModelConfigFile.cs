using Magistral.Engine.Models;
using Magistral.Engine.Weights;

namespace Magistral.Engine.HuggingFace;

/// <summary>What a `config.json` says: the architecture, its sizes and the format its weights are stored in.</summary>
/// <param name="Architecture">The model class.</param>
/// <param name="Model">Its sizes; the context is `max_position_embeddings`.</param>
/// <param name="Stored">`dtype` or `torch_dtype`; null when the file says neither.</param>
internal sealed record ModelConfigFile(Architecture Architecture, ModelConfig Model, NumberFormat? Stored)
{
    /// <summary>Reads a config in its older or newer form, with the defaults transformers has for absent keys.</summary>
    /// <exception cref="ModelFolderException">Something is missing, wrong, or asks for mathematics the engine does not have.</exception>
    /// <exception cref="ModelConfigException">The sizes do not fit together.</exception>
    public static ModelConfigFile Read(string path)
    {
        var config = ConfigFile.Open(path);
        var architecture = ArchitectureOf(config);
        NeutralValues.Check(config);
        CodeOfItsOwn.Check(config, architecture);
        var (theta, scaling) = RotaryConfig.Read(config);
        var layers = config.Integer("num_hidden_layers");
        var heads = config.Integer("num_attention_heads");
        var biased = Biased(config, "attention_bias", architecture is Architecture.Llama or Architecture.Qwen3);
        var model = new ModelConfig
        {
            Hidden = config.Integer("hidden_size"),
            Layers = layers,
            Heads = heads,
            KvHeads = config.Integer("num_key_value_heads", KvHeads(architecture, heads)),
            HeadDim = config.Integer("head_dim", architecture == Architecture.Qwen3 ? 128 : 0),
            FeedForward = config.Integer("intermediate_size"),
            Vocabulary = config.Integer("vocab_size"),
            Context = config.Integer("max_position_embeddings", Context(architecture)),
            Tied = config.Flag("tie_word_embeddings", false),
            RmsNormEps = config.Number("rms_norm_eps", 1e-6),
            RopeTheta = theta,
            RopeScaling = scaling,
            QkvBias = biased || architecture == Architecture.Qwen2,
            OutputBias = biased,
            FeedForwardBias = Biased(config, "mlp_bias", architecture == Architecture.Llama),
            QkNorm = architecture == Architecture.Qwen3,
            Window = WindowConfig.Read(config, architecture, layers),
        };
        Validate(model, path);
        var stored = StoredFormat(config);
        config.RefuseOthers(HarmlessKeys.Config);
        return new(architecture, model, stored);
    }

    private static void Validate(ModelConfig model, string path)
    {
        try
        {
            model.Validate();
        }
        catch (ModelConfigException fault)
        {
            throw new ModelConfigException($"{path}: {fault.What}", fault.Remedy);
        }
    }

    private static Architecture ArchitectureOf(ConfigFile config)
    {
        var classes = config.Texts("architectures") ?? [];
        var type = config.Text("model_type");
        if (classes.Count > 1) throw config.Unsupported("architectures", string.Join(", ", classes), "one of them");
        const string Suffix = "ForCausalLM";
        var name = classes.Count == 1 ? classes[0] : $"{type}{Suffix}";
        foreach (var known in Enum.GetValues<Architecture>())
            if (string.Equals(name, known + Suffix, classes.Count == 1 ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))
                return type is null || string.Equals(type, known.ToString(), StringComparison.OrdinalIgnoreCase)
                    ? known
                    : throw config.Unsupported("model_type", $"{type} with {name}", "a model type of the same architecture");
        throw config.Unsupported("the architecture", name, string.Join(", ", Enum.GetValues<Architecture>().Select(known => known + Suffix)));
    }

    private static bool Biased(ConfigFile config, string key, bool known) =>
        config.Flag(key, false) && (known ? true : throw config.Unsupported(key, "true", $"{key} false in this architecture"));

    private static int KvHeads(Architecture architecture, int heads) => architecture switch
    {
        Architecture.Llama => heads,
        Architecture.Mistral => 8,
        _ => 32,
    };

    private static int Context(Architecture architecture) => architecture switch
    {
        Architecture.Llama => 2048,
        Architecture.Mistral => 4096 * 32,
        _ => 32768,
    };

    // some versions of transformers write both names
    private static NumberFormat? StoredFormat(ConfigFile config)
    {
        var (young, old) = (Format(config, "dtype"), Format(config, "torch_dtype"));
        if (young is { } a && old is { } b && a != b)
            throw new ModelFolderException(
                $"{config.Path} says dtype {config.Text("dtype")} and torch_dtype {config.Text("torch_dtype")}, two names of one thing",
                "keep the one that the weights are stored in");
        return young ?? old;
    }

    private static NumberFormat? Format(ConfigFile config, string key) => config.Text(key) switch
    {
        null => null,
        "float32" or "torch.float32" or "float" => NumberFormat.F32,
        "float16" or "torch.float16" or "half" => NumberFormat.F16,
        "bfloat16" or "torch.bfloat16" => NumberFormat.BF16,
        var other => throw config.Unsupported(key, other, "float32, float16 or bfloat16"),
    };
}
