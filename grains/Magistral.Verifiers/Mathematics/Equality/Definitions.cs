using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>Takes the value out of `x = 3`, `f(x) = 3`, `x ∈ S`, `2 · 3 = 6` and `√2 ≈ 1.41`.</summary>
internal sealed class Definitions(ValueEquality values)
{
    /// <summary>What a relation defines, or the expression itself when it defines nothing.</summary>
    public Expression Value(Expression expression)
    {
        if (expression is Product { Factors: [Symbol { Name: [>= 'A' and <= 'Z', ..] }, Bracketed { IsSet: false } point] }) return point;   // P(3, 4)
        if (expression is not Relation relation) return expression;
        relation = WithoutApproximations(relation);
        if (relation.Sides.Count == 1) return relation.Sides[0];
        if (relation.Kinds is [RelationKind.ElementOf]) return IsName(relation.Sides[0]) ? relation.Sides[1] : relation;
        if (relation.Kinds.Any(kind => kind != RelationKind.Equal)) return relation;
        var sides = relation.Sides.SkipWhile(IsName).ToList();
        if (sides.Count == 0) return relation;
        if (sides.Count > 1 && sides.Count == relation.Sides.Count && IsName(sides[^1])) sides.RemoveAt(sides.Count - 1);   // 3 = x
        if (sides.Count == 1) return sides[0];
        return AllEqual(sides) ? sides[^1] : relation;
    }

    /// <summary>Whether an expression only names something: x, f(x), |AB|, (p, q).</summary>
    public static bool IsName(Expression expression) => expression switch
    {
        Symbol or Call or Words => true,
        ManyFunction or Function when expression.IsOpaque() => ExpressionWalk.Children(expression).All(static argument => argument is Symbol),
        Bracketed tuple => tuple.Items.Count > 0 && !tuple.IsSet && tuple.Items.All(item => item is Symbol),
        Function { Kind: FunctionKind.Absolute } size => IsProductOfPoints(size.Argument),
        Product { Factors: [Symbol { Name: [>= 'A' and <= 'Z', ..] }, Symbol or Number or Relation] } => true,
        Product { Factors: [Symbol { Name: "m" }, Symbol { Name: ['s', 'h', 'a', 'p', 'e', ' ', ..] }] } => true,   // m∠ABC
        Product => IsProductOfPoints(expression),
        _ => false,
    };

    private static bool IsProductOfPoints(Expression expression) => expression is Product product && product.Factors.Count <= 4
        && product.Factors.All(factor => factor is Symbol { Name: [>= 'A' and <= 'Z', ..] });

    /// <summary>Cuts off what is only approximately equal; a name and its approximation stay.</summary>
    private static Relation WithoutApproximations(Relation relation)
    {
        var at = relation.Kinds.ToList().IndexOf(RelationKind.Approximately);
        if (at < 0) return relation;
        if (at == 0 && IsName(relation.Sides[0])) return new([.. relation.Sides.Take(2)], [RelationKind.Equal]);
        return new([.. relation.Sides.Take(at + 1)], [.. relation.Kinds.Take(at)]);
    }

    private bool AllEqual(List<Expression> sides) => sides.All(side => side.IsConstant())
        && sides.Skip(1).All(side => values.Compare(sides[0], side) == Comparison.Equal);
}
