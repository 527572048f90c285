namespace Magistral.Verifiers.Mathematics.Expressions;

/// <summary>Questions about whole trees.</summary>
internal static class ExpressionWalk
{
    public static bool Any(this Expression expression, Func<Expression, bool> test)
    {
        if (test(expression)) return true;
        foreach (var child in Children(expression))
            if (child.Any(test)) return true;
        return false;
    }

    public static void CollectSymbols(this Expression expression, ISet<string> names)
    {
        if (expression is Symbol symbol) names.Add(symbol.Name);
        foreach (var child in Children(expression)) child.CollectSymbols(names);
    }

    /// <summary>Whether the tree is a value without free symbols.</summary>
    public static bool IsConstant(this Expression expression) => !expression.Any(node => node is Symbol or Call) && expression.IsScalar();

    /// <summary>Whether the tree is a value rather than a structure.</summary>
    public static bool IsScalar(this Expression expression) =>
        !expression.Any(node => node is Bracketed or Listing or Relation or SetOperation or RealLine or Words or Matrix or Quantified);

    /// <summary>Whether a node is a function that says nothing yet, since it depends on symbols and sample points would mislead: gcd(n, 2) is 2 at even places,
    /// max(x, −100) is x at all small ones, and the real part of z is z at real ones. It is only compared with the same function of the same arguments.</summary>
    public static bool IsOpaque(this Expression node) =>
        (node is ManyFunction || node is Function function && function.Kind.IsComplexPart()) && !node.IsConstant();

    /// <summary>Whether a function tells a part of a complex number.</summary>
    public static bool IsComplexPart(this FunctionKind kind) => kind is FunctionKind.RealPart or FunctionKind.ImaginaryPart or FunctionKind.Conjugate;

    public static IReadOnlyList<Expression> Children(Expression expression) => expression switch
    {
        Negation node => [node.Operand],
        PlusMinus node => [node.Operand],
        Sum node => node.Terms,
        Product node => node.Factors,
        Quotient node => [node.Numerator, node.Denominator],
        Power node => [node.Base, node.Exponent],
        Root node => [node.Radicand, node.Index],
        Function node => [node.Argument],
        ManyFunction node => node.Arguments,
        Logarithm node => node.Base is null ? [node.Argument] : [node.Argument, node.Base],
        Binomial node => [node.Upper, node.Lower],
        Series node => [node.Lower, node.Upper, node.Body],
        Integral node => [node.Lower, node.Upper, node.Body],
        Limit node => [node.Target, node.Body],
        Call node => node.Arguments,
        Degrees node => [node.Operand],
        Matrix node => node.Cells,
        Determinant node => [node.Operand],
        Bracketed node => node.Items,
        Listing node => node.Items,
        Relation node => node.Sides,
        Quantified node => [node.Body],
        SetOperation node => [node.Left, node.Right],
        _ => [],
    };

    /// <summary>The same node over other children, in the order of <see cref="Children"/>.</summary>
    public static Expression WithChildren(Expression expression, IReadOnlyList<Expression> children) => expression switch
    {
        Negation => new Negation(children[0]),
        PlusMinus node => node with { Operand = children[0] },
        Sum => new Sum(children),
        Product => new Product(children),
        Quotient => new Quotient(children[0], children[1]),
        Power => new Power(children[0], children[1]),
        Root => new Root(children[0], children[1]),
        Function node => node with { Argument = children[0] },
        ManyFunction node => node with { Arguments = children },
        Logarithm node => new Logarithm(children[0], node.Base is null ? null : children[1]),
        Binomial => new Binomial(children[0], children[1]),
        Series node => node with { Lower = children[0], Upper = children[1], Body = children[2] },
        Integral node => node with { Lower = children[0], Upper = children[1], Body = children[2] },
        Limit node => node with { Target = children[0], Body = children[1] },
        Call node => node with { Arguments = children },
        Degrees => new Degrees(children[0]),
        Matrix node => node with { Cells = children },
        Determinant => new Determinant(children[0]),
        Bracketed node => node with { Items = children },
        Listing node => node with { Items = children },
        Relation node => node with { Sides = children },
        Quantified node => node with { Body = children[0] },
        SetOperation node => new SetOperation(node.Kind, children[0], children[1]),
        _ => expression,
    };
}
