namespace Magistral.Text.ChatTemplates.Syntax;

/// <summary>A statement of a template.</summary>
/// <param name="Line">Where it stands, from 1.</param>
internal abstract record Statement(int Line);

internal sealed record TextOutput(int Line, string Text) : Statement(Line);

internal sealed record ValueOutput(int Line, Expression Value) : Statement(Line);

internal sealed record If(int Line, IReadOnlyList<(Expression Condition, IReadOnlyList<Statement> Body)> Branches, IReadOnlyList<Statement> Otherwise) : Statement(Line);

internal sealed record For(
    int Line, Expression Target, Expression Items, Expression? Condition, bool Recursive, IReadOnlyList<Statement> Body, IReadOnlyList<Statement> Otherwise) : Statement(Line);

internal sealed record Set(int Line, Expression Target, Expression Value) : Statement(Line);

internal sealed record SetBlock(int Line, Expression Target, IReadOnlyList<Filter> Filters, IReadOnlyList<Statement> Body) : Statement(Line);

/// <param name="Line">Where it stands.</param>
/// <param name="Name">What it is called by.</param>
/// <param name="Parameters">In order, with their defaults.</param>
/// <param name="Body">What it renders.</param>
/// <param name="ReadsVarargs">Whether it takes arguments beyond its parameters, by position, as `varargs`.</param>
/// <param name="ReadsKwargs">Whether it takes arguments beyond its parameters, by name, as `kwargs`.</param>
internal sealed record MacroDefinition(
    int Line, string Name, IReadOnlyList<(string Name, Expression? Default)> Parameters, IReadOnlyList<Statement> Body, bool ReadsVarargs, bool ReadsKwargs) : Statement(Line);

internal sealed record CallBlock(int Line, Call Call, MacroDefinition Caller) : Statement(Line);

internal sealed record FilterBlock(int Line, IReadOnlyList<Filter> Filters, IReadOnlyList<Statement> Body) : Statement(Line);

internal sealed record With(int Line, IReadOnlyList<(Expression Target, Expression Value)> Bindings, IReadOnlyList<Statement> Body) : Statement(Line);

/// <summary>{% generation %}: marks what the assistant says; renders its body.</summary>
internal sealed record GenerationBlock(int Line, IReadOnlyList<Statement> Body) : Statement(Line);

internal sealed record Break(int Line) : Statement(Line);

internal sealed record Continue(int Line) : Statement(Line);
