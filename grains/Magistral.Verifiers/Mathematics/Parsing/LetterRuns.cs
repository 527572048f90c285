namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Decides what a run of plain letters is: a function, a constant, a connective, a word, or a product of symbols.</summary>
internal static class LetterRuns
{
    private const int LongestProduct = 3;

    public readonly record struct Part(TokenKind Kind, string Text, int Length);

    /// <summary>Splits adjacent letters into the names and variables they stand for.</summary>
    /// <param name="run">ASCII letters.</param>
    /// <param name="joinedToNumber">Whether a number stands directly before it: then it is rather a product.</param>
    /// <param name="before">The token before it.</param>
    /// <param name="after">The text behind it.</param>
    public static IEnumerable<Part> Split(string run, bool joinedToNumber, TokenKind before, ReadOnlySpan<char> after)
    {
        if (run == "U" && before is TokenKind.CloseRound or TokenKind.CloseSquare && after.TrimStart() is ['(' or '[', ..])
            return [new(TokenKind.Union, "", 1)];
        if (run == "x" && before == TokenKind.Number && after.TrimStart().StartsWith("10^", StringComparison.Ordinal))
            return [new(TokenKind.Times, "", 1)];   // 3x10^8
        if (NamedOperators.Read(run, after) is var (kind, name)) return [new(kind, name, run.Length)];
        if (Whole(run) is { } whole) return [whole];
        if (Vocabulary.IsWord(run)) return [new(TokenKind.Word, run, run.Length)];
        foreach (var length in (ReadOnlySpan<int>)[6, 5, 4, 3, 2])
            if (run.Length > length && run.Length <= length + 2 && Vocabulary.Functions.TryGetValue(run[..length], out var function))
                return [new(TokenKind.Function, function, length), .. Names(run[length..])];
        return run.Length > LongestProduct && !joinedToNumber ? [new(TokenKind.Word, run, run.Length)] : Names(run);
    }

    private static Part? Whole(string run)
    {
        if (run.Length == 1) return new(TokenKind.Name, run, 1);
        if (Vocabulary.Functions.TryGetValue(run, out var function)) return new(TokenKind.Function, function, run.Length);
        var (kind, text) = run switch
        {
            "pi" or "Pi" or "PI" => (TokenKind.Name, "pi"),
            "theta" or "alpha" or "beta" or "gamma" or "delta" or "lambda" or "omega" or "sigma" => (TokenKind.Name, run),
            "infinity" or "Infinity" or "inf" or "oo" => (TokenKind.Name, "infty"),
            "sqrt" or "cbrt" => (TokenKind.Command, run),
            "and" or "And" or "AND" => (TokenKind.And, ""),
            "or" or "Or" or "OR" => (TokenKind.Or, ""),
            "percent" or "pct" or "Percent" => (TokenKind.Percent, ""),
            "degrees" or "degree" or "deg" or "Degrees" => (TokenKind.Degree, ""),
            _ => (TokenKind.End, ""),
        };
        return kind == TokenKind.End ? null : new(kind, text, run.Length);
    }

    private static IEnumerable<Part> Names(string run) => run.Select(letter => new Part(TokenKind.Name, letter.ToString(), 1));
}
