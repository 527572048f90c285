using System.Numerics;
using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>Writes sums and products over numeric ranges out, and integrates polynomials; anything else of the kind is not read.</summary>
internal sealed class SeriesFolding
{
    private const int MostTerms = 500;

    private readonly Effort effort = new();
    private int terms;

    /// <summary>The expression without series and integrals.</summary>
    /// <exception cref="NoValueException">One of them has no numeric range, is too long, or integrates something else than a polynomial.</exception>
    public static Expression Fold(Expression expression) =>
        expression.Any(node => node is Series or Integral) ? new SeriesFolding().Expand(expression) : expression;

    private Expression Expand(Expression expression) => expression switch
    {
        Series series => Expand(series),
        Integral integral => Integrate(integral),
        _ => ExpressionWalk.Children(expression) is { Count: > 0 } children
            ? ExpressionWalk.WithChildren(expression, [.. children.Select(Expand)])
            : expression,
    };

    private Expression Expand(Series series)
    {
        var (lower, upper) = (Whole(Expand(series.Lower)), Whole(Expand(series.Upper)));
        if (upper - lower >= MostTerms) throw new NoValueException("a series too long to write out");
        var parts = new List<Expression>();
        for (var k = lower; k <= upper; k++)
        {
            if (++terms > MostTerms) throw new NoValueException("series too long to write out");
            parts.Add(Expand(Substitution.Replace(series.Body, series.Name, new Number(k), effort)));
        }

        if (parts.Count == 0) return new Number(series.IsProduct ? 1 : 0);
        return series.IsProduct ? new Product(parts) : new Sum(parts);
    }

    private BigInteger Whole(Expression bound) => new ExactEvaluator(Point.Origin, effort).Evaluate(bound) is { IsInteger: true } value
        ? value.Numerator
        : throw new NoValueException("a range without whole ends");

    private Sum Integrate(Integral integral)
    {
        var coefficients = Polynomial.Of(Expand(integral.Body), integral.Name, effort) ?? throw new NoValueException("an integral of something else than a polynomial");
        var (lower, upper) = (Expand(integral.Lower), Expand(integral.Upper));
        return new([new Number(0), .. coefficients.Select((coefficient, degree) => new Product(
        [
            new Number(coefficient / (degree + 1)),
            new Sum([new Power(upper, new Number(degree + 1)), new Negation(new Power(lower, new Number(degree + 1)))]),
        ]))]);
    }
}
