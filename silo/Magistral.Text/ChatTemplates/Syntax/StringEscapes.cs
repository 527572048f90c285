using System.Globalization;
using System.Text;

namespace Magistral.Text.ChatTemplates.Syntax;

/// <summary>The escapes of texts in quotes, as Python reads them.</summary>
internal static class StringEscapes
{
    private const string Letters = "abfnrtv\\'\"";
    private const string Values = "\a\b\f\n\r\t\v\\'\"";

    /// <summary>The value of a text without its quotes; escapes that mean nothing stay as they are.</summary>
    public static string Resolve(ReadOnlySpan<char> text, int line)
    {
        if (!text.Contains('\\'))
            return text.ToString();
        var value = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                value.Append(text[i]);
                continue;
            }

            var letter = text[++i];
            if (Letters.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var known)
                value.Append(Values[known]);
            else if (letter is 'x' or 'u' or 'U')
                value.Append(CodePoint(text, ref i, letter switch { 'x' => 2, 'u' => 4, _ => 8 }, line));
            else if (letter is >= '0' and <= '7')
                value.Append(Octal(text, ref i));
            else if (letter != '\n')
                value.Append('\\').Append(letter);
        }

        return value.ToString();
    }

    private static string CodePoint(ReadOnlySpan<char> text, ref int at, int digits, int line)
    {
        if (at + digits < text.Length && int.TryParse(text.Slice(at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && point is >= 0 and <= 0x10FFFF)
        {
            at += digits;
            return point is >= 0xD800 and <= 0xDFFF ? ((char)point).ToString() : char.ConvertFromUtf32(point);
        }

        throw new ChatTemplateException(line, $"the escape \\{text[at]} lacks its {digits} hexadecimal digits", "complete it");
    }

    private static char Octal(ReadOnlySpan<char> text, ref int at)
    {
        var (value, end) = (0, Math.Min(at + 3, text.Length));
        while (at < end && text[at] is >= '0' and <= '7')
            value = value * 8 + text[at++] - '0';
        at--;
        return (char)value;
    }
}
