namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Tells a plain unit behind a number from a symbol that multiplies it.</summary>
internal static class UnitScanner
{
    /// <summary>Index after the unit that starts at a position, or 0 when what stands there may be a symbol.</summary>
    /// <param name="source">The whole text.</param>
    /// <param name="start">Index of the first letter.</param>
    /// <param name="number">The number before it.</param>
    /// <param name="spaced">Whether white space separates them.</param>
    /// <remarks>
    /// A single letter is a unit only in a compound (m/s), with a raised Unicode digit (m²), or behind a number that is plainly a measure: one with
    /// thousands separators or decimals. 3m and 3 m stay products, since taking a symbol for a unit would call a wrong answer right.
    /// </remarks>
    public static int Scan(string source, int start, Token number, bool spaced)
    {
        var end = Letters(source, start);
        var run = source.AsSpan(start, end - start);
        var known = Units.IsKnown(run);
        var letter = run.Length == 1 && Units.IsKnownLetter(run[0]);
        if (!known && !letter) return 0;
        if (end < source.Length && source[end] == '/' && Letters(source, end + 1) is var second && second > end + 1)
        {
            var below = source.AsSpan(end + 1, second - end - 1);
            if (Units.IsKnown(below) || (below.Length == 1 && Units.IsKnownLetter(below[0]))) return Raised(source, second);
        }

        if (known) return Raised(source, end);
        var isMeasure = number.Text.StartsWith(',') || number.Text.Contains('.', StringComparison.Ordinal);
        var raised = end < source.Length && source[end] is '²' or '³';
        return (isMeasure && !spaced) || raised ? Raised(source, end) : 0;
    }

    /// <summary>Whether a point behind a unit may belong to it.</summary>
    public static bool IsAbbreviation(string unit) => unit is "sq" or "cu" || Units.IsKnown(unit);

    /// <summary>`am` or `pm` behind a time, with or without points, and the index behind it.</summary>
    public static (string Half, int End)? HalfOfDay(string source, int at)
    {
        if (source[at] is not ('a' or 'A' or 'p' or 'P')) return null;
        var half = source[at] is 'a' or 'A' ? "am" : "pm";
        if (++at < source.Length && source[at] == '.') at++;
        if (at >= source.Length || source[at] is not ('m' or 'M')) return null;
        if (++at < source.Length && source[at] == '.') at++;
        return at < source.Length && char.IsAsciiLetter(source[at]) ? null : (half, at);
    }

    private static int Letters(string source, int at)
    {
        while (at < source.Length && char.IsAsciiLetter(source[at])) at++;
        return at;
    }

    private static int Raised(string source, int at) => at < source.Length && source[at] is '²' or '³' ? at + 1 : at;
}
