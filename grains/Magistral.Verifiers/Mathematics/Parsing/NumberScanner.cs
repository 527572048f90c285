using System.Text;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Reads one number: digits with thousands separators, a decimal part, repeating digits, a power of ten behind `e`.</summary>
/// <param name="source">The whole text.</param>
internal sealed class NumberScanner(string source)
{
    /// <summary>Scans the number at a position.</summary>
    /// <param name="start">Index of its first digit or point.</param>
    /// <param name="inBrackets">Within brackets a bare comma separates items.</param>
    /// <param name="digits">Plain digits; `(…)` holds repeating ones, `e` a power of ten, a leading `,` marks thousands separators.</param>
    /// <returns>Index after the number.</returns>
    public int Scan(int start, bool inBrackets, out string digits)
    {
        var end = Digits(start);
        var text = new StringBuilder(source, start, end - start, end - start + 8);
        var grouped = end - start <= 3 && end > start && source[start] != '0' && Thousands(ref end, inBrackets, text);
        end = Fraction(end, text);
        end = PowerOfTen(end, text);
        digits = grouped ? "," + text : text.ToString();
        return end;
    }

    private int Digits(int at)
    {
        while (at < source.Length && char.IsAsciiDigit(source[at])) at++;
        return at;
    }

    private bool Thousands(ref int end, bool inBrackets, StringBuilder text)
    {
        var found = false;
        while (Separator(end, inBrackets) is > 0 and var next && Digits(next) == next + 3)
        {
            text.Append(source, next, 3);
            end = next + 3;
            found = true;
        }

        return found;
    }

    /// <summary>Index after a thousands separator, or 0.</summary>
    private int Separator(int at, bool inBrackets)
    {
        if (at >= source.Length) return 0;
        var rest = source.AsSpan(at);
        if (rest.StartsWith(@"\,", StringComparison.Ordinal) || rest.StartsWith(@"\ ", StringComparison.Ordinal)
            || rest.StartsWith(@"\;", StringComparison.Ordinal) || rest.StartsWith(@"\:", StringComparison.Ordinal)) return at + 2;
        if (rest.StartsWith("{,}", StringComparison.Ordinal)) return at + 3;
        if (rest.StartsWith(@"{\,}", StringComparison.Ordinal)) return at + 4;
        if (rest.StartsWith(@",\!", StringComparison.Ordinal))
        {
            at += 3;
            while (at < source.Length && source[at] == ' ') at++;
            return at;
        }

        if (rest[0] == ',') return inBrackets ? 0 : at + 1;
        return rest[0] is ' ' or '\u00A0' or '\u2009' or '\u202F' or '\u2008' or '~' ? at + 1 : 0;
    }

    private int Fraction(int at, StringBuilder text)
    {
        if (at >= source.Length || source[at] != '.') return at;
        var end = Digits(at + 1);
        if (end < source.Length && source[end] == '.') throw new MathSyntaxException("a number with two points", end);
        text.Append('.').Append(source, at + 1, end - at - 1);
        return Repeating(end, text);
    }

    /// <summary>`\overline{3}`, `\bar{3}` or `\dot{3}` behind the digits of a fraction.</summary>
    private int Repeating(int at, StringBuilder text)
    {
        if (DottedEnds(at) is var (digits, behind))
        {
            text.Append('(').Append(digits).Append(')');
            return behind;
        }

        foreach (var mark in (ReadOnlySpan<string>)[@"\overline", @"\bar", @"\dot", @"\overline ", @"\bar "])
        {
            if (!source.AsSpan(at).StartsWith(mark, StringComparison.Ordinal)) continue;
            var open = at + mark.Length;
            if (open >= source.Length) break;
            if (char.IsAsciiDigit(source[open]))
            {
                text.Append('(').Append(source[open]).Append(')');
                return open + 1;
            }

            var end = source[open] == '{' ? Digits(open + 1) : open;
            if (end == open || end == open + 1 || end >= source.Length || source[end] != '}') continue;
            text.Append('(').Append(source, open + 1, end - open - 1).Append(')');
            return end + 1;
        }

        return at;
    }

    /// <summary>A period between two dotted digits, `\dot{1}4285\dot{7}`, and the index behind it.</summary>
    private (string Digits, int End)? DottedEnds(int at)
    {
        const string dot = @"\dot{";
        bool IsDotted(int place) => string.CompareOrdinal(source, place, dot, 0, dot.Length) == 0
            && place + dot.Length + 1 < source.Length && char.IsAsciiDigit(source[place + dot.Length]) && source[place + dot.Length + 1] == '}';
        if (!IsDotted(at)) return null;
        var middle = at + dot.Length + 2;
        var last = Digits(middle);
        return IsDotted(last) ? (source[at + dot.Length] + source[middle..last] + source[last + dot.Length], last + dot.Length + 2) : null;
    }

    private int PowerOfTen(int at, StringBuilder text)
    {
        if (at >= source.Length || source[at] is not ('e' or 'E')) return at;
        var digits = at + 1;
        if (digits < source.Length && source[digits] is '-' or '+' or '−') digits++;
        var end = Digits(digits);
        if (end == digits || end - digits > 6 || (end < source.Length && (char.IsAsciiLetter(source[end]) || source[end] is '.' or '^'))) return at;
        text.Append('e').Append(source[at + 1] == '−' ? "-" : "").Append(source.AsSpan(source[at + 1] == '−' ? at + 2 : at + 1, end - (source[at + 1] == '−' ? at + 2 : at + 1)));
        return end;
    }
}
