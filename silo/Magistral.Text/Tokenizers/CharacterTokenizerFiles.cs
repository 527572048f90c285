using System.Text.Json.Nodes;

namespace Magistral.Text.Tokenizers;

/// <summary>Writes <see cref="CharacterTokenizer"/> in the format of the Hugging Face hub: BPE without merges, the markers as added tokens.</summary>
/// <remarks>Read back, it gives the same tokens for every text that the original can write.</remarks>
public static class CharacterTokenizerFiles
{
    private const string EndOfText = "</s>";
    private const string Padding = "<pad>";

    /// <summary>Writes tokenizer.json and tokenizer_config.json.</summary>
    /// <param name="folder">Where to; made where it is absent.</param>
    public static void Write(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        BpeDocument.Write(folder, Tokenizer(), Config());
    }

    private static JsonObject Tokenizer()
    {
        string[] names = [.. CharacterTokenizer.Pieces[..^2], EndOfText, Padding];
        var added = Enumerable.Range(0, names.Length).Where(id => names[id].Length > 1).Select(id => (id, id >= names.Length - 2));
        return BpeDocument.Tokenizer(names, added, preTokenizer: null, new JsonObject { ["type"] = "Fuse" }, merges: []);
    }

    private static JsonObject Config() => new()
    {
        ["tokenizer_class"] = "PreTrainedTokenizerFast",
        ["eos_token"] = EndOfText,
        ["pad_token"] = Padding,
        ["clean_up_tokenization_spaces"] = false,
    };
}
