using System.Text.Json.Nodes;

namespace Magistral.Text.Tokenizers.Training;

/// <summary>Writes a trained tokenizer in the format of the Hugging Face hub.</summary>
internal static class TrainedFiles
{
    private const int SpecialTokens = 3;

    public static void Write(string folder, List<string> names, List<(int Left, int Right)> merges, TokenizerTrainerOptions options) =>
        BpeDocument.Write(folder, Tokenizer(names, merges, options), Config(options));

    private static JsonObject Tokenizer(List<string> names, List<(int Left, int Right)> merges, TokenizerTrainerOptions options)
    {
        var added = Enumerable.Range(0, SpecialTokens + options.Markers.Count).Select(id => (id, id < SpecialTokens));
        var split = new JsonObject { ["type"] = "Split", ["pattern"] = new JsonObject { ["Regex"] = options.Pattern }, ["behavior"] = "Isolated", ["invert"] = false };
        var preTokenizer = new JsonObject { ["type"] = "Sequence", ["pretokenizers"] = new JsonArray(split, ByteLevel()) };
        return BpeDocument.Tokenizer(names, added, preTokenizer, ByteLevel(), merges);
    }

    private static JsonObject ByteLevel() => new() { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = true, ["use_regex"] = false };

    private static JsonObject Config(TokenizerTrainerOptions options)
    {
        var config = new JsonObject
        {
            ["tokenizer_class"] = "PreTrainedTokenizerFast",
            ["add_bos_token"] = true,
            ["add_eos_token"] = false,
            ["bos_token"] = options.BeginOfText,
            ["eos_token"] = options.EndOfText,
            ["pad_token"] = options.Padding,
            ["clean_up_tokenization_spaces"] = false,
        };
        if (options.ChatTemplate is { } template)
            config["chat_template"] = template;
        return config;
    }
}
