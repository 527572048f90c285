using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Limits;

/// <summary>Elementary functions of power series; null where a coefficient would be irrational or the series does not exist.</summary>
/// <param name="terms">How many terms a constant has.</param>
/// <param name="effort">What the work is paid from.</param>
internal sealed class SeriesFunctions(int terms, Effort effort)
{
    public PowerSeries? Apply(FunctionKind kind, PowerSeries u) => kind switch
    {
        FunctionKind.Absolute => !u.HasLead ? null : u.Lead.Sign > 0 ? u : PowerSeries.Negate(u),
        FunctionKind.Ln => Log(u),
        _ when u.Start < 1 => null,   // at zero only are all of these rational
        FunctionKind.Sin => Circular(u).Sin,
        FunctionKind.Cos => Circular(u).Cos,
        FunctionKind.Tan => Divide(Circular(u).Sin, Circular(u).Cos),
        FunctionKind.Cot => Divide(Circular(u).Cos, Circular(u).Sin),
        FunctionKind.Sec => Divide(One, Circular(u).Cos),
        FunctionKind.Csc => Divide(One, Circular(u).Sin),
        FunctionKind.Sinh => Hyperbolic(u, -1),
        FunctionKind.Cosh => Hyperbolic(u, 1),
        FunctionKind.Tanh => Divide(Hyperbolic(u, -1), Hyperbolic(u, 1)),
        FunctionKind.Arctan => FromDerivative(u, PowerSeries.Add(One, Square(u), effort), -1),
        FunctionKind.Arcsin => FromDerivative(u, PowerSeries.Add(One, PowerSeries.Negate(Square(u)), effort), Rational.Reduced(-1, 2)),
        _ => null,
    };

    private PowerSeries One => PowerSeries.Term(1, 0, terms);

    public PowerSeries? Divide(PowerSeries? a, PowerSeries? b) =>
        a is null || b is null || PowerSeries.Power(b, -1, effort) is not { } inverse ? null : PowerSeries.Multiply(a, inverse, effort);

    /// <summary>Of a series that tends to zero: k e_k = Σ j u_j e_{k−j}.</summary>
    public PowerSeries? Exp(PowerSeries u)
    {
        if (u.Start < 1) return null;
        var end = Math.Min(u.End, terms);
        var values = new Rational[end];
        for (var k = 0; k < end; k++)
        {
            if (k == 0) values[0] = Rational.One;
            for (var j = u.Start; j <= k; j++) values[k] = PowerSeries.Paid(values[k] + u[j] * j * values[k - j], effort);
            if (k > 0) values[k] /= k;
        }

        return PowerSeries.Of(0, end, k => values[k]);
    }

    /// <summary>Of a series that tends to one.</summary>
    public PowerSeries? Log(PowerSeries u) => u is { Start: 0, HasLead: true, Lead.IsOne: true } ? FromDerivative(u, u, -1) : null;

    /// <summary>The integral of u′ · vʳ, which is zero where u begins.</summary>
    private PowerSeries? FromDerivative(PowerSeries u, PowerSeries v, Rational exponent) =>
        PowerSeries.Power(v, exponent, effort) is { } factor ? PowerSeries.Integral(PowerSeries.Multiply(PowerSeries.Derivative(u), factor, effort)) : null;

    private PowerSeries Square(PowerSeries u) => PowerSeries.Multiply(u, u, effort);

    /// <summary>k s_k = Σ j u_j c_{k−j} and k c_k = −Σ j u_j s_{k−j}.</summary>
    private (PowerSeries Sin, PowerSeries Cos) Circular(PowerSeries u)
    {
        var end = Math.Min(u.End, terms);
        var (sin, cos) = (new Rational[end], new Rational[end]);
        if (end > 0) cos[0] = Rational.One;
        for (var k = 1; k < end; k++)
        {
            for (var j = u.Start; j <= k; j++)
            {
                sin[k] = PowerSeries.Paid(sin[k] + u[j] * j * cos[k - j], effort);
                cos[k] = PowerSeries.Paid(cos[k] - u[j] * j * sin[k - j], effort);
            }

            sin[k] /= k;
            cos[k] /= k;
        }

        return (PowerSeries.Of(0, end, k => sin[k]), PowerSeries.Of(0, end, k => cos[k]));
    }

    private PowerSeries? Hyperbolic(PowerSeries u, int sign)
    {
        if (Exp(u) is not { } rising || Exp(PowerSeries.Negate(u)) is not { } falling) return null;
        var sum = PowerSeries.Add(rising, sign > 0 ? falling : PowerSeries.Negate(falling), effort);
        return PowerSeries.Multiply(sum, PowerSeries.Term(Rational.Reduced(1, 2), 0, terms), effort);
    }
}
