using System.Runtime.CompilerServices;

namespace Magistral.Text.ChatTemplates.Syntax;

/// <summary>The tokens of a template and how far they were read.</summary>
internal sealed class TokenReader(List<Token> tokens)
{
    private const int MaxDepth = 200;

    private int at;
    private int depth;

    public Token Current => tokens[at];

    public Token Next() => tokens[at < tokens.Count - 1 ? at++ : at];

    public Token Ahead => tokens[Math.Min(at + 1, tokens.Count - 1)];

    public bool IsOperator(string text) => Current.Is(TokenKind.Operator, text);

    public bool IsName(string text) => Current.Is(TokenKind.Name, text);

    public bool SkipOperator(string text) => Skip(IsOperator(text));

    public bool SkipName(string text) => Skip(IsName(text));

    public void Expect(TokenKind kind, string text)
    {
        if (Current.Kind != kind || kind is TokenKind.Operator or TokenKind.Name && Current.Text != text)
            throw Fault($"'{Current.Shown}' stands where '{text}' is expected", "correct the tag");
        Next();
    }

    public string ExpectName() =>
        Current.Kind == TokenKind.Name ? Next().Text : throw Fault($"'{Current.Shown}' stands where a name is expected", "correct the tag");

    public ChatTemplateException Fault(string what, string remedy) => new(Current.Line, what, remedy);

    /// <summary>Reads something nested; refuses what would exhaust the stack.</summary>
    public T Nested<T>(Func<T> read)
    {
        if (++depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Fault($"tags and brackets are nested deeper than {MaxDepth}", "simplify the template");
        var result = read();
        depth--;
        return result;
    }

    private bool Skip(bool matches)
    {
        if (matches)
            Next();
        return matches;
    }
}
