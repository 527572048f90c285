namespace Magistral.Verifiers.Language;

/// <summary>Finds where formulas, code, links and tags begin and end in a text.</summary>
/// <remarks>
/// Dollars follow Pandoc's rule, so that prices are no formulas: no space behind the first, none before the second, no digit behind it. A formula
/// within a line ends at an empty line at the latest; a fence that is never closed reaches to the end. Commands outside formulas go with their
/// groups, except those that only style prose.
/// </remarks>
internal sealed class FormulaSkipper(string text)
{
    private const int LongestGroup = 1000;

    private readonly NextOccurrence emptyLine = new(text, "\n\n");
    private readonly NextOccurrence dollar = new(text, "$");
    private readonly NextOccurrence doubleDollar = new(text, "$$");
    private readonly NextOccurrence closeRound = new(text, @"\)");
    private readonly NextOccurrence closeSquare = new(text, @"\]");
    private readonly NextOccurrence closeEnvironment = new(text, @"\end{");
    private readonly NextOccurrence backticks = new(text, "```");
    private readonly NextOccurrence tildes = new(text, "~~~");
    private readonly NextOccurrence backtick = new(text, "`");
    private readonly NextOccurrence lineEnd = new(text, "\n");
    private readonly NextOccurrence tagEnd = new(text, ">");

    /// <summary>The index behind what starts at a place and is no prose, or the place itself.</summary>
    /// <param name="at">Must not fall from call to call.</param>
    public int Skip(int at)
    {
        switch (text[at])
        {
            case '`' when Starts(at, "```"):
                return Behind(backticks, at + 3, 3);
            case '~' when Starts(at, "~~~"):
                return Behind(tildes, at + 3, 3);
            case '`':
                return backtick.From(at + 1) is var close && close < lineEnd.From(at + 1) ? close + 1 : at;
            case '$':
                return Dollars(at);
            case '\\':
                return Command(at);
            case '<':
                return tagEnd.From(at + 1) is var end && end < lineEnd.From(at + 1) && end - at <= 80 && end > at + 1 && text[at + 1] is '/' or (>= 'a' and <= 'z') ? end + 1 : at;
            case 'h' when Starts(at, "http://") || Starts(at, "https://"):
                while (at < text.Length && !char.IsWhiteSpace(text[at])) at++;
                return at;
            default:
                return at;
        }
    }

    private bool Starts(int at, string mark) => string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0;

    private int Behind(NextOccurrence mark, int at, int length) => Math.Min(text.Length, mark.From(at) + length);

    private int Dollars(int at)
    {
        if (Starts(at, "$$")) return doubleDollar.From(at + 2) is var twice && twice < text.Length ? twice + 2 : at + 2;
        var close = dollar.From(at + 1);
        var isFormula = close < text.Length && close > at + 1 && close < emptyLine.From(at + 1) && !char.IsWhiteSpace(text[at + 1]) && !char.IsWhiteSpace(text[close - 1])
            && !(close + 1 < text.Length && char.IsAsciiDigit(text[close + 1]));
        return isFormula ? close + 1 : at;
    }

    private int Command(int at)
    {
        if (Starts(at, @"\(")) return closeRound.From(at + 2) is var round && round < emptyLine.From(at + 2) ? round + 2 : at + 2;
        if (Starts(at, @"\[")) return closeSquare.From(at + 2) is var square && square < text.Length ? square + 2 : at + 2;
        if (Starts(at, @"\begin{") && closeEnvironment.From(at) is var environment && environment < text.Length) return Group(environment + 4);
        var end = at + 1;
        while (end < text.Length && char.IsAsciiLetter(text[end])) end++;
        if (end == at + 1) return Math.Min(text.Length, at + 2);
        if (text.AsSpan(at + 1, end - at - 1) is "text" or "textbf" or "textit" or "emph" or "section" or "subsection" or "paragraph" or "item" or "underline") return end;
        while (end < text.Length && text[end] is '{' or '[' or '_' or '^') end = text[end] is '_' or '^' ? end + 1 : Group(end);
        return end;
    }

    /// <summary>The index behind a group that opens at a place; a group that is not closed soon holds nothing.</summary>
    private int Group(int at)
    {
        var depth = 0;
        var limit = Math.Min(Math.Min(text.Length, at + LongestGroup), emptyLine.From(at));
        for (var i = at; i < limit; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] is '{' or '[') depth++;
            else if (text[i] is '}' or ']' && --depth <= 0) return i + 1;
        }
        return at + 1;
    }
}
