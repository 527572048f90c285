namespace Magistral.Engine.HuggingFace;

/// <summary>What a folder's `generation_config.json`, else its `config.json`, says of sampling.</summary>
/// <remarks>Sampling is the caller's to choose: these are defaults, and rules such as a repetition penalty are not applied.</remarks>
public sealed record GenerationDefaults
{
    /// <summary>The token a text begins with, or null.</summary>
    public int? BosToken { get; init; }

    /// <summary>Tokens that end a completion; may be empty.</summary>
    public IReadOnlyList<int> EosTokens { get; init; } = [];

    /// <summary>The token that pads, or null.</summary>
    public int? PadToken { get; init; }

    /// <summary>Divides the logits; 1 when the file does not say.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Nucleus, in (0, 1]; 1 when the file does not say.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Only the k likeliest; 0, off, when the file does not say.</summary>
    public int TopK { get; init; }

    /// <summary>Reads the defaults of a folder.</summary>
    /// <exception cref="ModelFolderException">A file is no JSON, or a value is of another kind.</exception>
    internal static GenerationDefaults Read(string directory)
    {
        var config = ConfigFile.Open(Path.Combine(directory, ModelFolder.ConfigName));
        var path = Path.Combine(directory, ModelFolder.GenerationName);
        if (!File.Exists(path)) return Tokens(config, config);
        var generation = ConfigFile.Open(path);
        return Tokens(generation, config) with
        {
            Temperature = generation.Number("temperature", 1),
            TopP = generation.Number("top_p", 1),
            TopK = generation.Integer("top_k", 0),
        };
    }

    private static GenerationDefaults Tokens(ConfigFile first, ConfigFile second)
    {
        IReadOnlyList<int> Of(string key) => first.Tokens(key) is { Count: > 0 } tokens ? tokens : second.Tokens(key);
        int? One(string key) => Of(key) is { Count: > 0 } tokens ? tokens[0] : null;
        return new() { BosToken = One("bos_token_id"), EosTokens = Of("eos_token_id"), PadToken = One("pad_token_id") };
    }
}
