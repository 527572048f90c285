namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>The place in the tokens of an answer, and how deep its constructs nest.</summary>
internal sealed class TokenCursor(List<Token> tokens)
{
    private const int MaxDepth = 60;
    private int at;
    private int depth;

    public Token Current => tokens[at];

    public TokenKind Kind => tokens[at].Kind;

    /// <summary>The token some places on, or the end.</summary>
    public Token Peek(int ahead = 1) => tokens[Math.Min(at + ahead, tokens.Count - 1)];

    public Token Take()
    {
        var token = tokens[at];
        if (token.Kind != TokenKind.End) at++;
        return token;
    }

    public bool TryTake(TokenKind kind)
    {
        if (Kind != kind) return false;
        at++;
        return true;
    }

    public void Expect(TokenKind kind)
    {
        if (!TryTake(kind)) throw Unexpected();
    }

    /// <summary>Cuts the first digit off the current number, as LaTeX does for an argument without braces.</summary>
    public Token TakeDigit()
    {
        var token = tokens[at];
        if (token.Text.Length <= 1) return Take();
        if (!token.Text.All(char.IsAsciiDigit)) throw Unexpected();
        tokens[at] = token with { Text = token.Text[1..], SpaceBefore = false };
        return token with { Text = token.Text[..1] };
    }

    public MathSyntaxException Unexpected() => new($"an unexpected {Kind}", Current.Position);

    /// <summary>Counts one level of nesting until disposed.</summary>
    public Level Enter()
    {
        if (++depth > MaxDepth) throw new MathSyntaxException("nesting beyond all use", Current.Position);
        return new(this);
    }

    public readonly ref struct Level(TokenCursor cursor)
    {
        public void Dispose() => cursor.depth--;
    }
}
