using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Magistral.Engine.Tokenizers;

/// <summary>Writes <see cref="CharacterTokenizer"/> in the format of the Hugging Face hub: BPE without merges, the markers as added tokens.</summary>
/// <remarks>Read back, it gives the same tokens for every text that the original can write.</remarks>
public static class CharacterTokenizerFiles
{
    private const string EndOfText = "</s>";
    private const string Padding = "<pad>";
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes tokenizer.json and tokenizer_config.json.</summary>
    /// <param name="folder">Where to; made where it is absent.</param>
    public static void Write(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), Tokenizer().ToJsonString(Format) + "\n");
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), Config().ToJsonString(Format) + "\n");
    }

    private static JsonObject Tokenizer()
    {
        var pieces = CharacterTokenizer.Pieces;
        string[] names = [.. pieces[..^2], EndOfText, Padding];
        var added = Enumerable.Range(0, names.Length).Where(id => names[id].Length > 1);
        return new()
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray([.. added.Select(id => Added(names[id], id, special: id >= names.Length - 2))]),
            ["normalizer"] = null,
            ["pre_tokenizer"] = null,
            ["post_processor"] = null,
            ["decoder"] = new JsonObject { ["type"] = "Fuse" },
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
                ["merges"] = new JsonArray(),
            },
        };
    }

    private static JsonObject Added(string name, int id, bool special) => new()
    {
        ["id"] = id, ["content"] = name, ["single_word"] = false, ["lstrip"] = false, ["rstrip"] = false, ["normalized"] = false, ["special"] = special,
    };

    private static JsonObject Config() => new()
    {
        ["tokenizer_class"] = "PreTrainedTokenizerFast",
        ["eos_token"] = EndOfText,
        ["pad_token"] = Padding,
        ["clean_up_tokenization_spaces"] = false,
    };
}
