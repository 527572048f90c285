using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Magistral.Text.Tokenizers.Splitting;

/// <summary>A regular expression that sees code points where .NET's sees UTF-16 units.</summary>
/// <remarks>
/// Tokenizers are trained with engines for which an emoji or a mathematical letter is one character. A text with such characters is matched
/// in a shadow of it, in which each is replaced by one character of the same general category; other texts are matched as they are.
/// Thread-safe.
/// </remarks>
internal sealed class CodePointRegex
{
    // one character of the basic plane for each general category, in the order of UnicodeCategory; none has a meaning in a pattern
    private const string Representatives = "\u03D2\u018D\u1F88\u02B0\u01BB\u0300\u0903\u0488\u0660\u16EE\u00B2\u3000\u2028\u2029\u0080\u200D\uFFFD\uE000\u203F\u2010\u0F3A\u0F3B\u00AB\u00BB\u00A1\u2200\u20A0\u02C2\u00A6\u0378";

    private readonly Regex regex;

    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="ArgumentException">The pattern uses something .NET's regular expressions do not know.</exception>
    public CodePointRegex(string pattern) => regex = new Regex(pattern, RegexOptions.Compiled | RegexOptions.CultureInvariant);

    /// <summary>Receives a match: its first UTF-16 unit and its length, at least 1.</summary>
    public delegate void Visit<TState>(int start, int length, ref TState state) where TState : allows ref struct;

    /// <summary>Visits all matches from left to right.</summary>
    public void Matches<TState>(ReadOnlySpan<char> text, Visit<TState> visit, ref TState state) where TState : allows ref struct
    {
        if (text.IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
        {
            ShadowMatches(text, visit, ref state);
            return;
        }

        foreach (var match in regex.EnumerateMatches(text))
            if (match.Length > 0)
                visit(match.Index, match.Length, ref state);
    }

    private void ShadowMatches<TState>(ReadOnlySpan<char> text, Visit<TState> visit, ref TState state) where TState : allows ref struct
    {
        var shadow = ArrayPool<char>.Shared.Rent(text.Length);
        var starts = ArrayPool<int>.Shared.Rent(text.Length + 1);
        var count = 0;
        for (var index = 0; index < text.Length; count++)
        {
            starts[count] = index;
            var pair = index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]);
            shadow[count] = pair ? Representatives[(int)CharUnicodeInfo.GetUnicodeCategory(char.ConvertToUtf32(text[index], text[index + 1]))] : text[index];
            index += pair ? 2 : 1;
        }

        starts[count] = text.Length;
        foreach (var match in regex.EnumerateMatches(shadow.AsSpan(0, count)))
            if (match.Length > 0)
                visit(starts[match.Index], starts[match.Index + match.Length] - starts[match.Index], ref state);
        ArrayPool<char>.Shared.Return(shadow);
        ArrayPool<int>.Shared.Return(starts);
    }
}
