using System.Text;

namespace Magistral.Text.ChatTemplates.Values;

/// <summary>Strings by code points, as Python counts them.</summary>
internal static class CodePoints
{
    public static int Count(string text)
    {
        var count = text.Length;
        for (var i = 0; i + 1 < text.Length; i++)
            if (char.IsSurrogatePair(text[i], text[i + 1]))
                count--;
        return count;
    }

    /// <summary>Each code point as a string.</summary>
    public static List<object?> Split(string text)
    {
        var parts = new List<object?>(text.Length);
        for (var i = 0; i < text.Length; i++)
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                parts.Add(text.Substring(i++, 2));
            else
                parts.Add(text[i].ToString());
        return parts;
    }

    public static string Join(IEnumerable<object?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append((string)part!);
        return text.ToString();
    }
}
