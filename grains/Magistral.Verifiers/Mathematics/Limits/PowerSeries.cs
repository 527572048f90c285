using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Limits;

/// <summary>The first terms of a Laurent series with rational coefficients, in a variable that is positive and tends to zero.</summary>
/// <param name="start">The exponent of the first known term; negative at a pole.</param>
/// <param name="coefficients">From <paramref name="start"/> on, the first of them not zero; all beyond are unknown.</param>
internal sealed class PowerSeries(int start, IReadOnlyList<Rational> coefficients)
{
    private const int FarAway = 1 << 20;   // where nothing but zeros is known

    public static PowerSeries Zero { get; } = new(FarAway, []);

    /// <summary>The exponent of the leading term, or the first one that is unknown.</summary>
    public int Start => start;

    /// <summary>The first exponent whose coefficient is unknown.</summary>
    public int End => start + coefficients.Count;

    /// <summary>Whether a term is known that is not zero.</summary>
    public bool HasLead => coefficients.Count > 0;

    public Rational Lead => coefficients[0];

    /// <summary>The known coefficient of a power.</summary>
    public Rational this[int exponent] => exponent < start ? Rational.Zero : coefficients[exponent - start];

    /// <summary>One term, with zeros known behind it.</summary>
    public static PowerSeries Term(Rational value, int exponent, int terms) =>
        value.IsZero ? Zero : new(exponent, [value, .. Enumerable.Repeat(Rational.Zero, terms - 1)]);

    /// <summary>A series by its coefficients, of which the first may be zero.</summary>
    public static PowerSeries Of(int start, int end, Func<int, Rational> coefficient)
    {
        var values = new List<Rational>();
        for (var exponent = start; exponent < end; exponent++)
        {
            var value = coefficient(exponent);
            if (values.Count == 0 && value.IsZero) start++;
            else values.Add(value);
        }

        return new(start, values);
    }

    public static PowerSeries Negate(PowerSeries a) => new(a.Start, [.. Enumerable.Range(a.Start, a.End - a.Start).Select(exponent => -a[exponent])]);

    public static PowerSeries Add(PowerSeries a, PowerSeries b, Effort effort)
    {
        if (a.Start == FarAway) return b;
        if (b.Start == FarAway) return a;
        return Of(Math.Min(a.Start, b.Start), Math.Min(a.End, b.End), exponent => Paid(a[exponent] + b[exponent], effort));
    }

    public static PowerSeries Multiply(PowerSeries a, PowerSeries b, Effort effort)
    {
        if (a.Start == FarAway || b.Start == FarAway) return Zero;
        var end = Math.Min(a.Start + b.End, a.End + b.Start);
        return Of(a.Start + b.Start, end, exponent =>
        {
            var sum = Rational.Zero;
            for (var i = a.Start; i <= exponent - b.Start; i++) sum = Paid(sum + a[i] * b[exponent - i], effort);
            return sum;
        });
    }

    /// <summary>A rational power, or null where its leading term is none.</summary>
    /// <remarks>With w = u / (c tˢ) − 1 and p = (1 + w)ʳ: k p_k = Σ (r j − (k − j)) w_j p_{k−j}.</remarks>
    public static PowerSeries? Power(PowerSeries u, Rational exponent, Effort effort)
    {
        if (!u.HasLead || exponent.CompareTo(100) > 0 || exponent.CompareTo(-100) < 0) return null;
        var shift = exponent * u.Start;
        if (!shift.IsInteger || (!exponent.IsInteger && u.Lead.Sign < 0)) return null;
        if (new ExactEvaluator(Point.Origin, effort).Evaluate(new Power(new Number(u.Lead), new Number(exponent))) is not { } lead) return null;
        var powers = new Rational[u.End - u.Start];
        powers[0] = Rational.One;
        for (var k = 1; k < powers.Length; k++)
        {
            for (var j = 1; j <= k; j++)
                powers[k] = Paid(powers[k] + (exponent * j - (k - j)) * (u[u.Start + j] / u.Lead) * powers[k - j], effort);
            powers[k] /= k;
        }

        var start = (int)shift.Numerator;
        return Of(start, start + powers.Length, at => Paid(lead * powers[at - start], effort));
    }

    public static PowerSeries Derivative(PowerSeries u) =>
        u.Start == FarAway ? u : Of(u.Start - 1, u.End - 1, exponent => u[exponent + 1] * (exponent + 1));

    /// <summary>The integral without a constant, or null where it has a logarithm.</summary>
    public static PowerSeries? Integral(PowerSeries u)
    {
        if (u.Start == FarAway) return u;
        if (u.Start < 0 && (u.End <= -1 || !u[-1].IsZero)) return null;
        return Of(u.Start + 1, u.End + 1, exponent => exponent == 0 ? Rational.Zero : u[exponent - 1] / exponent);
    }

    /// <summary>Pays for a coefficient that was computed.</summary>
    public static Rational Paid(Rational value, Effort effort)
    {
        effort.SpendOnReduction(value.Numerator.GetBitLength() + value.Denominator.GetBitLength());
        return value;
    }
}
