using System.Text.Json;
using Magistral.Text.Tokenizers.Decoding;
using Magistral.Text.Tokenizers.Files;
using Magistral.Text.Tokenizers.Splitting;

namespace Magistral.Text.Tokenizers;

/// <summary>What transformers 5 makes of a SentencePiece vocabulary whose config names the class `LlamaTokenizer`: marks by Metaspace, whatever tokenizer.json says.</summary>
/// <remarks>The two differ in texts, and parts after special tokens, that begin with a space, and in whether such parts get a mark at all.</remarks>
internal static class SentencePieceClass
{
    /// <summary>Whether the reference reads the folder by that class: unless config.json is of another family than Llama.</summary>
    public static bool Applies(string folder, TokenizerConfig config, TokenizerFile file) =>
        config.TokenizerClass is "LlamaTokenizer" or "LlamaTokenizerFast" && !file.Pieces.ByteLevel && file.Model.ByteFallback && Family(folder) is null or "llama";

    /// <summary>When the tokenizer puts a space mark before the text.</summary>
    public static PrependScheme SchemeOf(TokenizerConfig config) =>
        !config.AddPrefixSpace ? PrependScheme.Never : config.Legacy ? PrependScheme.Always : PrependScheme.First;

    /// <summary>How it decodes.</summary>
    public static List<IDecodeStage> DecoderOf(TokenizerConfig config)
    {
        List<IDecodeStage> stages = [DecodeStages.Each(token => token.Replace('\u2581', ' ')), DecodeStages.ByteFallback, DecodeStages.Fuse];
        if (config.AddPrefixSpace)
            stages.Add(DecodeStages.Strip(' ', 1, 0));
        return stages;
    }

    private static string? Family(string folder)
    {
        var path = Path.Combine(folder, "config.json");
        if (!File.Exists(path))
            return null;
        using var document = JsonPart.Read(path);
        return document.RootElement.ValueKind == JsonValueKind.Object ? JsonPart.Of(document, path).Text("model_type") : null;
    }
}
