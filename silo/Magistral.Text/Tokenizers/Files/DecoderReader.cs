using Magistral.Text.Tokenizers.Decoding;
using Magistral.Text.Tokenizers.Splitting;

namespace Magistral.Text.Tokenizers.Files;

/// <summary>Reads the `decoder` of tokenizer.json.</summary>
internal static class DecoderReader
{
    private const string Known = "ByteLevel, or a Sequence of Replace, ByteFallback, Fuse, Strip and Metaspace";

    /// <summary>Whether tokens are decoded by their bytes.</summary>
    public static bool IsByteLevel(JsonPart? part) => part is { } decoder && (decoder.Required("type").Text() switch
    {
        "ByteLevel" => decoder.Only("type", "add_prefix_space", "trim_offsets", "use_regex") is var _,
        "Sequence" => decoder.Required("decoders").Items().ToList() is [var only] && IsByteLevel(only),
        _ => false,
    });

    /// <summary>The steps; null where there is no decoder.</summary>
    public static List<IDecodeStage>? Read(JsonPart? part) => part is { } decoder ? [.. Of(decoder)] : null;

    private static IEnumerable<IDecodeStage> Of(JsonPart part)
    {
        var type = part.Required("type");
        return type.Text() switch
        {
            "Sequence" => part.Only("type", "decoders").Required("decoders").Items().SelectMany(Of),
            "Replace" => [Replace(part.Only("type", "pattern", "content"))],
            "ByteFallback" when part.Only("type") is var _ => [DecodeStages.ByteFallback],
            "Fuse" when part.Only("type") is var _ => [DecodeStages.Fuse],
            "Strip" => [Strip(part.Only("type", "content", "start", "stop"))],
            "Metaspace" => [Metaspace(part.Only("type", "replacement", "str_rep", "add_prefix_space", "prepend_scheme", "split"))],
            _ => throw type.Unknown(Known),
        };
    }

    private static IDecodeStage Replace(JsonPart part)
    {
        var (pattern, content) = (part.Required("pattern").Only("String").Required("String").Text(), part.Required("content").Text());
        return pattern.Length == 0 ? throw part.Damaged("replaces nothing") : DecodeStages.Each(token => token.Replace(pattern, content, StringComparison.Ordinal));
    }

    private static IDecodeStage Strip(JsonPart part)
    {
        var content = part.Required("content");
        return content.Text() is { Length: 1 } text
            ? DecodeStages.Strip(text[0], part.Required("start").Number(), part.Required("stop").Number())
            : throw content.Damaged("is not one character");
    }

    private static IDecodeStage Metaspace(JsonPart part) =>
        DecodeStages.Metaspace(PreTokenizerReader.MarkOf(part), PreTokenizerReader.SchemeOf(part) != PrependScheme.Never);
}
