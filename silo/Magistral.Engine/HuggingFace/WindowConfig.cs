using Magistral.Contracts;
using Magistral.Engine.Models;

namespace Magistral.Engine.HuggingFace;

/// <summary>Reads which layers of a `config.json` have a sliding window: Mistral all unless it is null, the Qwens some when asked to, Llama none.</summary>
internal static class WindowConfig
{
    private const int DefaultTokens = 4096;   // of Mistral and the Qwens, for an absent key; null is no window
    private const int DefaultFirstLayer = 28;
    private const string Full = "full_attention";
    private const string Sliding = "sliding_attention";

    /// <exception cref="ModelFolderException">The layers' kinds are unknown, or contradict the window.</exception>
    public static SlidingWindow? Read(ConfigFile config, Architecture architecture, int layers)
    {
        var kinds = config.Texts("layer_types");
        if (kinds?.FirstOrDefault(kind => kind is not (Full or Sliding)) is { } unknown) throw config.Unsupported("layer_types", unknown, $"{Full} and {Sliding}");
        if (kinds is not null && kinds.Count != layers) throw config.Unsupported("layer_types", $"for {kinds.Count} of {Counted.Of(layers, "layer")}", "one kind for each layer");
        var tokens = config.Says("sliding_window") ? config.Integer("sliding_window", 0) : architecture == Architecture.Llama ? 0 : DefaultTokens;
        var windowed = architecture switch
        {
            Architecture.Llama => Llama(config, tokens, layers),
            Architecture.Mistral => Mistral(config, tokens, layers),
            _ => Qwen(config, kinds, tokens, layers),
        };
        if (kinds is not null && !kinds.Select(kind => kind == Sliding).SequenceEqual(windowed))
            throw config.Unsupported("layer_types", "that contradict its sliding_window", "layer_types and a sliding_window that agree");
        return windowed.Contains(true) ? new(tokens, windowed) : null;
    }

    private static bool[] Llama(ConfigFile config, int tokens, int layers)
    {
        config.Integer("max_window_layers", DefaultFirstLayer);
        if (config.Flag("use_sliding_window", tokens > 0)) throw config.Unsupported("sliding_window", tokens, "no window, as Llama has none");
        return Everywhere(false, layers);
    }

    // transformers does not know use_sliding_window in a Mistral and follows sliding_window alone
    private static bool[] Mistral(ConfigFile config, int tokens, int layers)
    {
        config.Integer("max_window_layers", DefaultFirstLayer);
        if (config.Flag("use_sliding_window", tokens > 0) != tokens > 0)
            throw config.Unsupported("use_sliding_window", $"{(tokens > 0 ? "false" : "true")} with sliding_window {tokens}", "a use_sliding_window and a sliding_window that agree");
        return Everywhere(tokens > 0, layers);
    }

    private static bool[] Qwen(ConfigFile config, IReadOnlyList<string>? kinds, int tokens, int layers)
    {
        var first = config.Integer("max_window_layers", DefaultFirstLayer);
        if (!config.Flag("use_sliding_window", false) || tokens == 0) return Everywhere(false, layers);
        return kinds is not null
            ? [.. kinds.Select(kind => kind == Sliding)]
            : [.. Enumerable.Range(0, layers).Select(layer => layer >= first)];
    }

    private static bool[] Everywhere(bool windowed, int layers) => [.. Enumerable.Repeat(windowed, layers)];
}
