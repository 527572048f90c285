namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Recognises operators by names that mean something else elsewhere: `min` is a unit, and `max` a product, unless a bracket opens behind.</summary>
internal static class NamedOperators
{
    /// <summary>The token of a name, or null when the text behind it does not fit.</summary>
    /// <param name="name">Letters without a backslash.</param>
    /// <param name="after">The text behind them.</param>
    public static (TokenKind Kind, string Text)? Read(string name, ReadOnlySpan<char> after)
    {
        switch (name)
        {
            case "gcd" or "GCD" or "gcf" or "GCF" or "hcf" or "HCF":
                return OpensBracket(after) ? (TokenKind.Function, "gcd") : null;
            case "lcm" or "LCM":
                return OpensBracket(after) ? (TokenKind.Function, "lcm") : null;
            case "min" or "max" or "Re" or "Im":
                return OpensBracket(after) ? (TokenKind.Function, name) : null;
            case "det":
                return OpensBracket(after) || Behind(after).StartsWith(@"\begin", StringComparison.Ordinal) ? (TokenKind.Function, name) : null;
            case "lim":
                return Behind(after) is ['_', ..] || Behind(after).StartsWith(@"\limits", StringComparison.Ordinal) ? (TokenKind.Command, name) : null;
            case "mod":
                return (TokenKind.Command, name);
            default:
                return null;
        }
    }

    private static bool OpensBracket(ReadOnlySpan<char> after)
    {
        var text = Behind(after);
        if (text is ['(' or '[' or '{', ..]) return true;
        foreach (var bracket in (ReadOnlySpan<string>)[@"\{", @"\left", @"\big", @"\Big", @"\lbrace"])
            if (text.StartsWith(bracket, StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>The text without the space it begins with, plain or of LaTeX.</summary>
    private static ReadOnlySpan<char> Behind(ReadOnlySpan<char> text)
    {
        text = text.TrimStart(" ~");
        return text is ['\\', ',' or ';' or ':' or '!' or ' ', ..] ? text[2..].TrimStart(" ~") : text;
    }
}
