using System.Text;

namespace Magistral.Client.Specs.Syntax;

/// <summary>Texts of the user inside an error: one line, no control characters, not too long.</summary>
internal static class Quoting
{
    private const int LongestText = 60;

    public static string Quote(string text) => $"'{Shorten(text)}'";

    public static string Shorten(string text) => OneLine(text.Length <= LongestText ? text : text[..LongestText] + "…");

    public static string OneLine(string text)
    {
        if (!text.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029'))
            return text;
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            line.Append(rune.Value switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\u2028' or '\u2029' => $"\\u{rune.Value:x4}",
                _ when Rune.IsControl(rune) => $"\\x{rune.Value:x2}",
                _ => rune.ToString(),
            });
        return line.ToString();
    }
}
