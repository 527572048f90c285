using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Magistral.Text.Tokenizers;

/// <summary>A BPE tokenizer as the files of the Hugging Face hub: tokenizer.json and tokenizer_config.json.</summary>
internal static class BpeDocument
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes both files.</summary>
    /// <param name="folder">Where to; made where it is absent.</param>
    /// <param name="tokenizer">From <see cref="Tokenizer"/>.</param>
    /// <param name="config">Markers of beginning and end, and the chat template.</param>
    public static void Write(string folder, JsonObject tokenizer, JsonObject config)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), tokenizer.ToJsonString(Format) + "\n");
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), config.ToJsonString(Format) + "\n");
    }

    /// <summary>What tokenizer.json holds.</summary>
    /// <param name="names">The tokens, by id.</param>
    /// <param name="added">Ids of those that are never split, and whether they are special.</param>
    /// <param name="preTokenizer">What cuts texts before merging, or null.</param>
    /// <param name="decoder">What joins tokens to text.</param>
    /// <param name="merges">Ids of the pairs, the first merged first.</param>
    public static JsonObject Tokenizer(
        IReadOnlyList<string> names, IEnumerable<(int Id, bool Special)> added, JsonNode? preTokenizer, JsonNode decoder, IEnumerable<(int Left, int Right)> merges) => new()
    {
        ["version"] = "1.0",
        ["truncation"] = null,
        ["padding"] = null,
        ["added_tokens"] = new JsonArray([.. added.Select(token => Added(names[token.Id], token.Id, token.Special))]),
        ["normalizer"] = null,
        ["pre_tokenizer"] = preTokenizer,
        ["post_processor"] = null,
        ["decoder"] = decoder,
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

    private static JsonObject Added(string name, int id, bool special) => new()
    {
        ["id"] = id, ["content"] = name, ["single_word"] = false, ["lstrip"] = false, ["rstrip"] = false, ["normalized"] = false, ["special"] = special,
    };
}
