using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Magistral.Engine.Tokenizers.Training;

/// <summary>Writes a trained tokenizer in the format of the Hugging Face hub.</summary>
internal static class TrainedFiles
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string folder, List<string> names, List<(int Left, int Right)> merges, TokenizerTrainerOptions options)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), Tokenizer(names, merges, options).ToJsonString(Format) + "\n");
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), Config(options).ToJsonString(Format) + "\n");
    }

    private static JsonObject Tokenizer(List<string> names, List<(int Left, int Right)> merges, TokenizerTrainerOptions options) => new()
    {
        ["version"] = "1.0",
        ["truncation"] = null,
        ["padding"] = null,
        ["added_tokens"] = new JsonArray([.. names.Take(3 + options.Markers.Count).Select((name, id) => Added(name, id, special: id < 3))]),
        ["normalizer"] = null,
        ["pre_tokenizer"] = new JsonObject
        {
            ["type"] = "Sequence",
            ["pretokenizers"] = new JsonArray(
                new JsonObject { ["type"] = "Split", ["pattern"] = new JsonObject { ["Regex"] = options.Pattern }, ["behavior"] = "Isolated", ["invert"] = false },
                ByteLevel()),
        },
        ["post_processor"] = null,
        ["decoder"] = ByteLevel(),
        ["model"] = new JsonObject
        {
            ["type"] = "BPE",
            ["dropout"] = null,
            ["unk_token"] = null,
            ["continuing_subword_prefix"] = null,
            ["end_of_word_suffix"] = null,
            ["fuse_unk"] = false,
            ["byte_fallback"] = false,
            ["ignore_merges"] = false,
            ["vocab"] = new JsonObject(names.Select((name, id) => KeyValuePair.Create(name, (JsonNode?)id))),
            ["merges"] = new JsonArray([.. merges.Select(merge => new JsonArray(names[merge.Left], names[merge.Right]))]),
        },
    };

    private static JsonObject ByteLevel() => new() { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = true, ["use_regex"] = false };

    private static JsonObject Added(string name, int id, bool special) => new()
    {
        ["id"] = id, ["content"] = name, ["single_word"] = false, ["lstrip"] = false, ["rstrip"] = false, ["normalized"] = false, ["special"] = special,
    };

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
