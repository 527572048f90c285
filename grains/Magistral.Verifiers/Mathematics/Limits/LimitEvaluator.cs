using Magistral.Verifiers.Mathematics.Equality;
using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Limits;

/// <summary>Finds limits along one approach: by continuity, by power series, and by the laws for limits of parts. Null where none of them tells.</summary>
internal sealed class LimitEvaluator(Approach approach, Effort effort)
{
    private static readonly Constant Infinite = new(ConstantKind.Infinity);

    private readonly Continuity continuity = new(effort);

    /// <summary>The limit: a constant, or an infinity.</summary>
    /// <exception cref="NoValueException">Too much work.</exception>
    public Expression? Of(Expression expression)
    {
        effort.Spend();
        if (!Substitution.Holds(expression, approach.Name)) return expression.IsConstant() ? expression : null;
        if (approach.Infinity is null && continuity.At(expression, approach.Name, approach.Target) is { } value) return value;
        if (FromSeries(expression) is { } known) return known;
        if (WithoutConstants(expression) is not var (factor, remaining)) return FromParts(expression);
        return Of(remaining) is { } limit ? Multiply([factor, limit]) : null;
    }

    private Expression? FromSeries(Expression expression)
    {
        for (var ramification = 1; ramification <= 2; ramification++)
        {
            if (approach.Series(ramification) is not var (name, terms)) return null;
            if (new SeriesExpansion(approach.Name, name, terms, effort).Expand(expression) is not { } series) continue;
            if (series.Start > 0) return new Number(0);
            if (!series.HasLead) continue;
            return series.Start == 0 ? new Number(series.Lead) : Signed(series.Lead.Sign);
        }

        return null;
    }

    private Expression? FromParts(Expression expression) => expression switch
    {
        Symbol when approach.Infinity is { } sign => Signed(sign),
        Negation node => Of(node.Operand) is { } operand ? Negate(operand) : null,
        Sum node => Parts(node.Terms) is { } terms ? Add(terms) : null,
        Product node => Parts(node.Factors) is { } factors ? Multiply(factors) : null,
        Quotient node => Of(node.Numerator) is { } above && Of(node.Denominator) is { } below ? Divide(above, below) : null,
        Power node => Raise(node),
        Root { Index: Number { Value: { IsInteger: true, Sign: > 0 } } } node => Of(node.Radicand) is { } radicand && Sign(radicand) > 0
            ? IsInfinite(radicand) ? radicand : node with { Radicand = radicand }
            : null,
        Function node => Of(node.Argument) is { } argument ? Apply(node.Kind, argument) : null,
        _ => null,
    };

    /// <summary>An irrational factor, such as π, and what it multiplies; null when there is none.</summary>
    private static (Expression Factor, Expression Remaining)? WithoutConstants(Expression expression)
    {
        if (expression is not (Product or Quotient { Numerator: Product })) return null;
        var factors = expression is Product product ? product.Factors : ((Product)((Quotient)expression).Numerator).Factors;
        var constants = factors.Where(factor => factor.IsConstant()).ToList();
        if (constants.Count == 0 || constants.Count == factors.Count) return null;
        Expression rest = new Product([.. factors.Where(factor => !factor.IsConstant())]);
        return (new Product(constants), expression is Quotient quotient ? quotient with { Numerator = rest } : rest);
    }

    private List<Expression>? Parts(IReadOnlyList<Expression> parts)
    {
        var limits = new List<Expression>();
        foreach (var part in parts)
        {
            if (Of(part) is not { } limit) return null;
            limits.Add(limit);
        }

        return limits;
    }

    private static Expression? Add(List<Expression> terms)
    {
        var infinite = terms.Where(IsInfinite).ToList();
        if (infinite.Count == 0) return new Sum(terms);
        return infinite.All(term => ValueEquality.Infinity(term) == ValueEquality.Infinity(infinite[0])) ? infinite[0] : null;
    }

    private Expression? Multiply(List<Expression> factors)
    {
        if (!factors.Any(IsInfinite)) return new Product(factors);
        var sign = 1;
        foreach (var factor in factors) sign *= Sign(factor) ?? 0;
        return sign == 0 ? null : Signed(sign);   // zero times infinity may be anything
    }

    private Expression? Divide(Expression above, Expression below)
    {
        if (IsInfinite(below)) return IsInfinite(above) ? null : new Number(0);
        if (Sign(below) is not { } sign || sign == 0) return null;
        return IsInfinite(above) ? Signed(sign * ValueEquality.Infinity(above)!.Value) : new Quotient(above, below);
    }

    /// <summary>A power with a constant exponent, or e to the exponent times the logarithm of the base.</summary>
    private Expression? Raise(Power node)
    {
        var isNatural = node.Base is Constant { Kind: ConstantKind.E };
        if (Of(node.Base) is not { } factor || Sign(factor) is not > 0) return null;
        if (!Substitution.Holds(node.Exponent, approach.Name))
        {
            if (!IsInfinite(factor)) return node with { Base = factor };
            return Sign(node.Exponent) switch { > 0 => factor, < 0 => new Number(0), _ => null };
        }

        var exponent = isNatural ? node.Exponent : new Product([node.Exponent, new Function(FunctionKind.Ln, node.Base)]);
        if (Of(exponent) is not { } power) return null;
        return ValueEquality.Infinity(power) switch { > 0 => power, < 0 => new Number(0), _ => new Power(new Constant(ConstantKind.E), power) };
    }

    private Expression? Apply(FunctionKind kind, Expression argument)
    {
        if (!Continuity.IsContinuous(kind)) return null;
        if (ValueEquality.Infinity(argument) is not { } sign)
            return new Function(kind, argument) is var value && continuity.Value(value) is not null ? value : null;
        return kind switch
        {
            FunctionKind.Arctan => new Product([new Number(Rational.Reduced(sign, 2)), new Constant(ConstantKind.Pi)]),
            FunctionKind.Tanh => new Number(sign),
            FunctionKind.Sinh => argument,
            FunctionKind.Cosh or FunctionKind.Absolute => Infinite,
            FunctionKind.Ln when sign > 0 => argument,
            _ => null,
        };
    }

    /// <summary>The sign of a limit; null when it is not known.</summary>
    private int? Sign(Expression limit) => ValueEquality.Infinity(limit) ?? new ValuePair(limit, new Number(0), effort).Order();

    private static bool IsInfinite(Expression limit) => ValueEquality.Infinity(limit) is not null;

    private static Expression Signed(int sign) => sign > 0 ? Infinite : new Negation(Infinite);

    private static Expression Negate(Expression limit) => limit is Negation { Operand: Constant { Kind: ConstantKind.Infinity } } ? Infinite : new Negation(limit);
}
