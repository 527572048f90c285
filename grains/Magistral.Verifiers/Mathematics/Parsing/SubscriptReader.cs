namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Reads a subscript as part of a name.</summary>
internal static class SubscriptReader
{
    /// <summary>The subscript behind an underscore, spelt the same with and without braces.</summary>
    public static string Read(TokenCursor cursor)
    {
        if (!cursor.TryTake(TokenKind.OpenBrace)) return Spelling(cursor, cursor.Take());
        var text = "";
        while (!cursor.TryTake(TokenKind.CloseBrace)) text += Spelling(cursor, cursor.Take());
        return text;
    }

    private static string Spelling(TokenCursor cursor, Token token) => token.Kind switch
    {
        TokenKind.Number or TokenKind.Name or TokenKind.Text or TokenKind.Word or TokenKind.Function => token.Text,
        TokenKind.Plus => "+",
        TokenKind.Minus => "-",
        TokenKind.Comma => ",",
        TokenKind.Times => "*",
        TokenKind.OpenRound => "(",
        TokenKind.CloseRound => ")",
        _ => throw cursor.Unexpected(),
    };
}
