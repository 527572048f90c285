using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>Puts expressions in the place of names, in trees that bind none.</summary>
internal static class Substitution
{
    public static bool Holds(Expression expression, string name) => expression.Any(node => node is Symbol symbol && symbol.Name == name);

    /// <exception cref="NoValueException">Too much work.</exception>
    public static Expression Replace(Expression expression, string name, Expression value, Effort effort)
    {
        effort.Spend();
        if (expression is Symbol symbol) return symbol.Name == name ? value : symbol;
        var children = ExpressionWalk.Children(expression);
        return children.Count == 0 ? expression : ExpressionWalk.WithChildren(expression, [.. children.Select(child => Replace(child, name, value, effort))]);
    }
}
