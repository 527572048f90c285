namespace Magistral.Engine.HuggingFace;

/// <summary>Reads `auto_map`, which names program files of a folder.</summary>
/// <remarks>
/// transformers runs them only when told to trust them, and else its own class of the same name; so names of the architecture itself change nothing.
/// </remarks>
internal static class CodeOfItsOwn
{
    private const string Key = "auto_map";

    /// <exception cref="ModelFolderException">It names a model that is not the architecture's.</exception>
    public static void Check(ConfigFile config, Architecture architecture)
    {
        if (config.Object(Key) is not { } map) return;
        foreach (var name in map.Names.Where(name => !name.Contains("Tokenizer", StringComparison.Ordinal) && !name.Contains("Processor", StringComparison.Ordinal)))
            if (map.Text(name) is { } code && !code[(code.LastIndexOf('.') + 1)..].StartsWith(architecture.ToString(), StringComparison.Ordinal))
                throw config.Unsupported(Key, $"{name} {code}", $"the code of transformers, or remove the {Key} if {code} computes what {architecture}ForCausalLM does");
    }
}
