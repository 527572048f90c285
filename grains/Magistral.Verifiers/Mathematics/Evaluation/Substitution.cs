using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>Puts expressions in the place of names.</summary>
internal static class Substitution
{
    public static bool Holds(Expression expression, string name) => expression.Any(node => node is Symbol symbol && symbol.Name == name);

    /// <exception cref="NoValueException">Too much work, or a node within binds the same name.</exception>
    public static Expression Replace(Expression expression, string name, Expression value, Effort effort)
    {
        effort.Spend();
        if (expression is Symbol symbol) return symbol.Name == name ? value : symbol;
        if (expression is Constant { Kind: ConstantKind.ImaginaryUnit } && name == "i") return value;   // an index may be called so
        if (Bound(expression) == name) throw new NoValueException("a name that is bound twice");
        var children = ExpressionWalk.Children(expression);
        return children.Count == 0 ? expression : ExpressionWalk.WithChildren(expression, [.. children.Select(child => Replace(child, name, value, effort))]);
    }

    private static string? Bound(Expression expression) => expression switch { Series series => series.Name, Integral integral => integral.Name, Limit limit => limit.Name, _ => null };
}
