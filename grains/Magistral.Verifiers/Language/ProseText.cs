using System.Text;

namespace Magistral.Verifiers.Language;

/// <summary>The words of a text once its formulas, code, links and tags are taken out.</summary>
/// <param name="Text">Words of letters, one space between them.</param>
/// <param name="Weight">Its letters, an ideograph counted as three.</param>
internal readonly record struct ProseText(string Text, int Weight)
{
    private const int IdeographWeight = 3;

    private static readonly HashSet<string> FunctionNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "log", "ln", "lg", "exp", "lim", "max", "min", "sup", "inf",
        "det", "gcd", "lcm", "mod", "dim", "ker", "deg", "arg", "sqrt", "frac", "cdot", "times", "boxed", "text", "pi", "infty",
    };

    /// <summary>Takes the prose out of a text. Linear in its length, whatever it holds.</summary>
    public static ProseText Of(string text)
    {
        var words = new StringBuilder(Math.Min(text.Length, 1 << 20));
        var weight = 0;
        var skipper = new FormulaSkipper(text);
        for (var at = 0; at < text.Length;)
        {
            if (skipper.Skip(at) is var behind && behind > at)
            {
                at = behind;
                continue;
            }
            var end = at;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || char.IsSurrogate(text[end]) || text[end] is '_' || IsMark(text[end]))) end++;
            if (end == at)
            {
                at++;
                continue;
            }
            weight += Append(words, text.AsSpan(at, end - at));
            at = end;
        }
        return new(words.ToString(), weight);
    }

    /// <summary>The weight of a prose or of a part of it.</summary>
    public static int WeightOf(ReadOnlySpan<char> prose)
    {
        var weight = 0;
        foreach (var character in prose) weight += character == ' ' ? 0 : IsIdeograph(character) ? IdeographWeight : 1;
        return weight;
    }

    /// <summary>Appends a word unless it is a symbol, an identifier or a number with a unit.</summary>
    private static int Append(StringBuilder words, ReadOnlySpan<char> word)
    {
        var isIdeographic = word.ContainsAnyInRange('\u3400', '\u9FFF');
        if (!isIdeographic && (word.Length < 2 || word.ContainsAnyInRange('0', '9') || word.Contains('_') || word[0] is '\'' or '’')) return 0;
        if (word.Length < 7 && FunctionNames.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word)) return 0;
        if (words.Length > 0) words.Append(' ');
        var start = words.Length;
        foreach (var character in word)
            if (char.IsLetter(character) || IsMark(character)) words.Append(character);
        return WeightOf(words.ToString(start, words.Length - start));
    }

    /// <summary>Apostrophes and combining accents within words.</summary>
    private static bool IsMark(char character) => character is '\'' or '’' || char.GetUnicodeCategory(character) == System.Globalization.UnicodeCategory.NonSpacingMark;

    private static bool IsIdeograph(char character) => character is >= '\u3400' and <= '\u9FFF';
}
