namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Decides what a piece of prose within a formula is.</summary>
internal static class ProseReader
{
    /// <summary>The token a `\text{…}` stands for: <see cref="TokenKind.End"/> for none, <see cref="TokenKind.Number"/> for a formula to be read on.</summary>
    /// <param name="content">The inside of the group.</param>
    public static (TokenKind Kind, string Text) Classify(string content)
    {
        var trimmed = content.Trim(' ', '~', '\t', '\n', '\r', '\u00A0');
        if (trimmed.StartsWith(@"\ ", StringComparison.Ordinal)) trimmed = trimmed[2..].TrimStart();
        if (trimmed.Length == 0) return (TokenKind.End, "");
        if (IsChoice(trimmed, out var letter)) return (TokenKind.Text, letter);
        switch (trimmed.ToLowerInvariant())
        {
            case "and" or "和" or "与" or ", and" or "und" or "et" or "y": return (TokenKind.And, "");
            case "or" or "或" or ", or" or "oder" or "ou": return (TokenKind.Or, "");
            case "cis": return (TokenKind.Function, "cis");
            case "," or ";": return (TokenKind.Comma, "");
            case "percent" or "%" or @"\%" or "pct" or "per cent": return (TokenKind.Percent, "");
            case "degrees" or "degree" or "deg" or "°" or "度": return (TokenKind.Degree, "");
            case "in" when content.EndsWith(' '): return (TokenKind.ElementOf, "");   // without a space behind it, inches
        }

        return trimmed.AsSpan().ContainsAnyInRange('0', '9') || trimmed.AsSpan().ContainsAny(@"$=<>{") || IsFormula(trimmed)
            ? (TokenKind.Number, trimmed)
            : (TokenKind.Text, trimmed);
    }

    private static bool IsFormula(string text) => text is "+" or "-" || text.StartsWith('\\');

    private static bool IsChoice(string text, out string letter)
    {
        letter = text.Length switch
        {
            1 => text,
            2 when text[1] is ')' or '.' => text[..1],
            3 when text[0] == '(' && text[2] == ')' => text[1..2],
            _ => "",
        };
        return letter.Length == 1 && char.IsAsciiLetter(letter[0]);
    }
}
