namespace Magistral.Text.ChatTemplates.Syntax;

/// <summary>An expression of a template.</summary>
/// <param name="Line">Where it stands, from 1.</param>
internal abstract record Expression(int Line);

internal sealed record Constant(int Line, object? Value) : Expression(Line);

internal sealed record Name(int Line, string Text) : Expression(Line);

internal sealed record ListLiteral(int Line, IReadOnlyList<Expression> Items, bool IsTuple) : Expression(Line);

internal sealed record MappingLiteral(int Line, IReadOnlyList<(Expression Key, Expression Value)> Items) : Expression(Line);

internal sealed record Attribute(int Line, Expression Target, string Text) : Expression(Line);

internal sealed record Item(int Line, Expression Target, Expression Index) : Expression(Line);

internal sealed record Slice(int Line, Expression? Start, Expression? Stop, Expression? Step) : Expression(Line);

internal sealed record Call(int Line, Expression Target, CallArguments Arguments) : Expression(Line);

/// <param name="Line">Where it stands.</param>
/// <param name="Target">What is filtered; null for the body of a filter block.</param>
/// <param name="Text">The filter.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record Filter(int Line, Expression? Target, string Text, CallArguments Arguments) : Expression(Line);

internal sealed record Test(int Line, Expression Target, string Text, CallArguments Arguments) : Expression(Line);

internal sealed record Unary(int Line, string Operator, Expression Operand) : Expression(Line);

internal sealed record Binary(int Line, string Operator, Expression Left, Expression Right) : Expression(Line);

internal sealed record Comparison(int Line, Expression First, IReadOnlyList<(string Operator, Expression Operand)> Rest) : Expression(Line);

internal sealed record Concatenation(int Line, IReadOnlyList<Expression> Items) : Expression(Line);

internal sealed record Conditional(int Line, Expression Condition, Expression Then, Expression? Otherwise) : Expression(Line);

/// <summary>Arguments by position and by name.</summary>
/// <param name="Positional">In order.</param>
/// <param name="Named">With their names.</param>
/// <param name="Items">What stands behind `*`: its items follow those by position. Null where nothing does.</param>
/// <param name="Mapping">What stands behind `**`: its entries join those by name. Null where nothing does.</param>
internal sealed record CallArguments(
    IReadOnlyList<Expression> Positional, IReadOnlyList<(string Name, Expression Value)> Named, Expression? Items = null, Expression? Mapping = null)
{
    public static CallArguments None { get; } = new([], []);
}
