using System.Text;
using Magistral.Text.ChatTemplates.Values;

namespace Magistral.Text.ChatTemplates.Library;

/// <summary>Cutting and replacing in strings, as in Python.</summary>
internal static class Splitting
{
    /// <summary>Cuts at a separator, or at runs of white space where it is null, at most some times.</summary>
    public static List<string> Split(string text, string? separator, long most)
    {
        var parts = new List<string>();
        if (separator is null)
        {
            var rest = text.AsSpan().TrimStart();
            while (rest.Length > 0)
            {
                var end = 0;
                while (end < rest.Length && !char.IsWhiteSpace(rest[end]))
                    end++;
                if (parts.Count == most)
                    end = rest.TrimEnd().Length;
                parts.Add(rest[..end].ToString());
                rest = rest[end..].TrimStart();
            }

            return parts;
        }

        RefuseEmpty(separator);
        var from = 0;
        while ((most < 0 || parts.Count < most) && text.IndexOf(separator, from, StringComparison.Ordinal) is >= 0 and var at)
        {
            parts.Add(text[from..at]);
            from = at + separator.Length;
        }

        parts.Add(text[from..]);
        return parts;
    }

    /// <summary>As <see cref="Split"/>, counted from the end.</summary>
    public static List<string> SplitFromEnd(string text, string? separator, long most)
    {
        if (separator is null)
            return [.. Split(Reversed(text), null, most).Select(Reversed).Reverse()];
        RefuseEmpty(separator);
        var (parts, to) = (new List<string>(), text.Length);
        while ((most < 0 || parts.Count < most) && to > 0 && text.LastIndexOf(separator, to - 1, StringComparison.Ordinal) is >= 0 and var at)
        {
            parts.Add(text[(at + separator.Length)..to]);
            to = at;
        }

        parts.Add(text[..to]);
        parts.Reverse();
        return parts;
    }

    /// <summary>The lines; every boundary of Python counts.</summary>
    public static List<string> Lines(string text, bool keepEnds)
    {
        var (lines, start) = (new List<string>(), 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\n' or '\r' or '\v' or '\f' or (>= '\u001C' and <= '\u001E') or '\u0085' or '\u2028' or '\u2029'))
                continue;
            var end = i;
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                i++;
            lines.Add(text[start..(keepEnds ? i + 1 : end)]);
            start = i + 1;
        }

        if (start < text.Length)
            lines.Add(text[start..]);
        return lines;
    }

    /// <summary>Replaces a text, at most some times; an empty one stands between all characters.</summary>
    public static string Replace(string text, string old, string with, long most)
    {
        if (most < 0 && old.Length > 0)
            return text.Replace(old, with, StringComparison.Ordinal);
        if (old.Length > 0)
            return string.Join(with, Split(text, old, most));
        var (result, done) = (new StringBuilder(), 0L);
        for (var i = 0; i <= text.Length; i++)
        {
            if (most < 0 || done++ < most)
                result.Append(with);
            if (i < text.Length)
                result.Append(text[i]);
        }

        return result.ToString();
    }

    private static string Reversed(string text)
    {
        var characters = text.ToCharArray();
        Array.Reverse(characters);
        return new(characters);
    }

    private static void RefuseEmpty(string separator)
    {
        if (separator.Length == 0)
            throw new TemplateFault("the separator is empty");
    }
}
