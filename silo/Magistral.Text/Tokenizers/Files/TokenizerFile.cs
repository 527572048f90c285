using System.Text.Json;
using Magistral.Text.Tokenizers.Decoding;
using Magistral.Text.Tokenizers.Merging;
using Magistral.Text.Tokenizers.Normalization;
using Magistral.Text.Tokenizers.Splitting;

namespace Magistral.Text.Tokenizers.Files;

/// <summary>What tokenizer.json says, read in full: what this engine does not know is refused with its place in the file.</summary>
/// <param name="Added">Added tokens.</param>
/// <param name="Normalizer">Rewrites the text, or null.</param>
/// <param name="Pieces">The pre-tokenizers.</param>
/// <param name="Model">The byte-pair encoding.</param>
/// <param name="Decoder">The steps of decoding, or null.</param>
/// <param name="DecodesBytes">Whether decoding joins bytes.</param>
/// <param name="Before">Ids before a text with special tokens.</param>
/// <param name="After">Ids after it.</param>
internal sealed record TokenizerFile(
    List<AddedToken> Added, INormalizer? Normalizer, PreTokenizerReader Pieces, BpeOptions Model, List<IDecodeStage>? Decoder, bool DecodesBytes, int[] Before, int[] After)
{
    /// <summary>Highest id; a larger one is a damaged file, not a vocabulary.</summary>
    public const int MaxId = 1 << 24;

    /// <exception cref="TokenizerException">The file is absent, damaged, or holds something unknown.</exception>
    public static TokenizerFile Read(string path)
    {
        using var document = JsonPart.Read(path);
        // truncation and padding are left to the caller of the reference implementation, and nobody asks for them here
        var root = JsonPart.Of(document, path).Only(
            "version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder", "model");
        if (root.Optional("version") is { } version && version.Element is not { ValueKind: JsonValueKind.String } || root.Text("version") is not (null or "1.0"))
            throw root.Required("version").Unknown("version 1.0");
        var pieces = new PreTokenizerReader(root.Optional("pre_tokenizer"));
        var model = ModelReader.Read(root.Required("model"), pieces.ByteLevel);
        var (before, after) = PostProcessorReader.Read(root.Optional("post_processor"));
        var decoder = root.Optional("decoder");
        var bytes = DecoderReader.IsByteLevel(decoder);
        return new(
            AddedTokenReader.Read(root.Optional("added_tokens"), model.Vocabulary), NormalizerReader.Read(root.Optional("normalizer")), pieces, model,
            bytes ? null : DecoderReader.Read(decoder), bytes, before, after);
    }
}
