using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>Rational polynomials of one name, read from expressions.</summary>
internal static class Polynomial
{
    private const int MaxDegree = 30;

    /// <summary>The coefficients from degree 0 on, or null when the expression is no polynomial of this name alone.</summary>
    /// <exception cref="NoValueException">Too much work.</exception>
    public static IReadOnlyList<Rational>? Of(Expression expression, string name, Effort effort)
    {
        effort.Spend();
        IReadOnlyList<Rational>? Inner(Expression inner) => Of(inner, name, effort);
        switch (expression)
        {
            case Number number:
                return [number.Value];
            case Symbol symbol:
                return symbol.Name == name ? [Rational.Zero, Rational.One] : null;
            case Negation negation:
                return Inner(negation.Operand) is { } operand ? [.. operand.Select(coefficient => -coefficient)] : null;
            case Sum sum:
                return Fold(sum.Terms, Inner, Add);
            case Product product:
                return Fold(product.Factors, Inner, (a, b) => Multiply(a, b, effort));
            case Quotient quotient:
                return Inner(quotient.Denominator) is [{ IsZero: false } divisor] && Inner(quotient.Numerator) is { } above ? [.. above.Select(coefficient => coefficient / divisor)] : null;
            case Power { Exponent: Number { Value: { IsInteger: true, Sign: >= 0 } exponent } } power when exponent.CompareTo(MaxDegree) <= 0:
                return Inner(power.Base) is { } factor
                    ? Fold(Enumerable.Repeat<Expression>(new Number(1), 1).Concat(Enumerable.Repeat(power.Base, (int)exponent.Numerator)),
                        node => ReferenceEquals(node, power.Base) ? factor : Inner(node), (a, b) => Multiply(a, b, effort)) : null;
            default:
                return null;
        }
    }

    private static IReadOnlyList<Rational>? Fold(
        IEnumerable<Expression> parts, Func<Expression, IReadOnlyList<Rational>?> read, Func<IReadOnlyList<Rational>, IReadOnlyList<Rational>, IReadOnlyList<Rational>?> combine)
    {
        IReadOnlyList<Rational>? total = null;
        foreach (var part in parts)
        {
            if (read(part) is not { } value) return null;
            total = total is null ? value : combine(total, value);
            if (total is null) return null;
        }

        return total;
    }

    private static List<Rational> Add(IReadOnlyList<Rational> a, IReadOnlyList<Rational> b) =>
        [.. Enumerable.Range(0, Math.Max(a.Count, b.Count)).Select(at => (at < a.Count ? a[at] : Rational.Zero) + (at < b.Count ? b[at] : Rational.Zero))];

    private static Rational[]? Multiply(IReadOnlyList<Rational> a, IReadOnlyList<Rational> b, Effort effort)
    {
        if (a.Count + b.Count - 2 > MaxDegree) return null;
        var product = new Rational[a.Count + b.Count - 1];
        for (var i = 0; i < a.Count; i++)
        {
            for (var j = 0; j < b.Count; j++)
            {
                product[i + j] += a[i] * b[j];
                effort.SpendOnReduction(product[i + j].Numerator.GetBitLength() + product[i + j].Denominator.GetBitLength());
            }
        }

        return product;
    }
}
