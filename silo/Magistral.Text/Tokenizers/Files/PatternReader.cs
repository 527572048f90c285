using Magistral.Text.Tokenizers.Splitting;

namespace Magistral.Text.Tokenizers.Files;

/// <summary>Reads the patterns of tokenizer.json: `{"String": …}` or `{"Regex": …}`.</summary>
internal static class PatternReader
{
    public static CodePointRegex Regex(JsonPart pattern)
    {
        pattern.Only("String", "Regex");
        if (pattern.Text("String") is { Length: > 0 } literal)
            return new(System.Text.RegularExpressions.Regex.Escape(literal));
        var regex = pattern.Required("Regex");
        try
        {
            // the letter ſ folds to s: the engines that tokenizers are trained with know it, .NET's does not
            return new(regex.Text().Replace("(?i:'s|", "(?i:'[s\u017F]|", StringComparison.Ordinal));
        }
        catch (ArgumentException)
        {
            throw regex.Unknown("patterns that .NET's regular expressions know");
        }
    }
}
