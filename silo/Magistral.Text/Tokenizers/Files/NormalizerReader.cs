using Magistral.Text.Tokenizers.Normalization;
using Magistral.Text.Tokenizers.Splitting;

namespace Magistral.Text.Tokenizers.Files;

/// <summary>Reads the `normalizer` of tokenizer.json.</summary>
internal static class NormalizerReader
{
    private const string Known = "Sequence, NFC, NFD, Prepend, Replace, Strip or none";

    public static INormalizer? Read(JsonPart? part) => part is { } normalizer ? Of(normalizer) : null;

    private static INormalizer Of(JsonPart part)
    {
        var type = part.Required("type");
        switch (type.Text())
        {
            case "Sequence":
                var steps = part.Only("type", "normalizers").Required("normalizers").Items().Select(Of).ToList();
                return new TextNormalizer(text => steps.Aggregate(text, (rewritten, step) => step.Normalize(rewritten)));
            case "NFC":
                part.Only("type");
                return new CanonicalNormalizer(compose: true);
            case "NFD":
                part.Only("type");
                return new CanonicalNormalizer(compose: false);
            case "Prepend":
                var prefix = part.Only("type", "prepend").Required("prepend").Text();
                return new TextNormalizer(text => text.Length == 0 ? text : prefix + text);
            case "Replace":
                return Replace(part.Only("type", "pattern", "content"));
            case "Strip":
                var (left, right) = (part.Only("type", "strip_left", "strip_right").Flag("strip_left", true), part.Flag("strip_right", true));
                return new TextNormalizer(text => (left, right) switch { (true, true) => text.Trim(), (true, false) => text.TrimStart(), (false, true) => text.TrimEnd(), _ => text });
            default:
                throw type.Unknown(Known);
        }
    }

    private static TextNormalizer Replace(JsonPart part)
    {
        var (pattern, content) = (part.Required("pattern"), part.Required("content").Text());
        if (pattern.Only("String", "Regex").Text("String") is { Length: > 0 } literal)
            return new(text => text.Replace(literal, content, StringComparison.Ordinal));
        var regex = PatternReader.Regex(pattern);
        return new(text => Replace(text, regex, content));
    }

    private static string Replace(string text, CodePointRegex regex, string content)
    {
        var state = (Text: text, Content: content, Built: new System.Text.StringBuilder(text.Length), End: 0);
        regex.Matches(text, static (int start, int length, ref (string Text, string Content, System.Text.StringBuilder Built, int End) found) =>
        {
            found.Built.Append(found.Text, found.End, start - found.End).Append(found.Content);
            found.End = start + length;
        }, ref state);
        return state.Built.Append(text, state.End, text.Length - state.End).ToString();
    }
}
