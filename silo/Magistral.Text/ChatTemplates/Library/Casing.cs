using System.Text;

namespace Magistral.Text.ChatTemplates.Library;

/// <summary>Upper and lower case.</summary>
internal static class Casing
{
    public static string Upper(string text) => text.ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal);

    public static string Lower(string text) => text.ToLowerInvariant();

    public static string Capitalize(string text) => text.Length == 0 ? text : Upper(text[..1]) + Lower(text[1..]);

    /// <summary>Python's: a word begins after whatever is no letter.</summary>
    public static string PythonTitle(string text)
    {
        var (result, inWord) = (new StringBuilder(text.Length), false);
        foreach (var character in text)
        {
            result.Append(inWord ? char.ToLowerInvariant(character) : char.ToUpperInvariant(character));
            inWord = char.IsLetter(character);
        }

        return result.ToString();
    }

    /// <summary>Jinja's: a word begins after white space, a hyphen or an opening bracket.</summary>
    public static string JinjaTitle(string text)
    {
        var (result, inWord) = (new StringBuilder(text.Length), false);
        foreach (var character in text)
        {
            var between = char.IsWhiteSpace(character) || character is '-' or '(' or '{' or '[' or '<';
            result.Append(between ? character : inWord ? char.ToLowerInvariant(character) : char.ToUpperInvariant(character));
            inWord = !between;
        }

        return result.ToString();
    }
}
