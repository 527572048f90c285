using Magistral.Verifiers.Mathematics.Equality;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Limits;

/// <summary>How a name tends to its target: from one side, or beyond all numbers.</summary>
/// <param name="Name">What tends.</param>
/// <param name="Target">A constant, or an infinity.</param>
/// <param name="Side">−1 from below, 1 from above; of no meaning at an infinity.</param>
internal sealed record Approach(string Name, Expression Target, int Side)
{
    private const int Terms = 12;

    /// <summary>The sign of the infinity, or null at a number.</summary>
    public int? Infinity { get; } = ValueEquality.Infinity(Target);

    /// <summary>A number on the way, near enough for whether there is a value.</summary>
    public Expression Near => Infinity is { } sign
        ? new Number(1009 * sign)
        : new Sum([Target, new Number(Rational.Reduced(Side, 1009))]);

    /// <summary>The name as a series in t, which tends to zero from above, and how many terms constants have; null where the target is irrational.</summary>
    /// <param name="ramification">The name tends as this power of t, so that roots of it are series too.</param>
    public (PowerSeries Series, int Terms)? Series(int ramification)
    {
        var terms = Terms * ramification;
        if (Infinity is { } sign) return (PowerSeries.Term(sign, -ramification, terms), terms);
        if (Target is not Number { Value: var target }) return null;
        return (PowerSeries.Of(0, terms, exponent => exponent == 0 ? target : exponent == ramification ? Side : Rational.Zero), terms);
    }
}
