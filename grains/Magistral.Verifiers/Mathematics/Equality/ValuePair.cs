using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>Two values that are compared at one point after another.</summary>
internal sealed class ValuePair(Expression a, Expression b, Effort effort)
{
    private const int LeastBits = 256;
    private const int MostBits = 8192;
    private readonly int bits = PrecisionFor(a, b);

    /// <summary>Compares at a point; null where one of the two has no value.</summary>
    public Comparison? CompareAt(Point point)
    {
        try
        {
            var exact = new ExactEvaluator(point, effort);
            if (Exact(exact, a) is { } left && Exact(exact, b) is { } right) return left.Equals(right) ? Comparison.Equal : Comparison.Different;
            var precision = bits;
            while (true)
            {
                var verdict = CompareBalls(point, precision);
                if (verdict != Comparison.Unknown || precision >= MostBits) return verdict;
                precision = Math.Min(MostBits, 4 * precision);
            }
        }
        catch (NoValueException)
        {
            return null;
        }
    }

    /// <summary>−1, 0 or 1 as a &lt; b, a = b or a &gt; b for two real constants; null when that is not known.</summary>
    public int? Order()
    {
        try
        {
            var exact = new ExactEvaluator(Point.Origin, effort);
            if (Exact(exact, a) is { } left && Exact(exact, b) is { } right) return left.CompareTo(right);
            var evaluator = new BallEvaluator(Point.Origin, bits, effort);
            var (x, y) = (evaluator.Evaluate(a), evaluator.Evaluate(b));
            if (!x.IsReal || !y.IsReal) return null;
            var difference = new BallArithmetic(bits, effort).Subtract(x.Re, y.Re);
            if (difference.Sign != 0) return difference.Sign;
            return CompareAt(Point.Origin) switch
            {
                Comparison.Equal => 0,
                Comparison.Different => Sharper(),
                _ => null,
            };
        }
        catch (NoValueException)
        {
            return null;
        }
    }

    /// <summary>The order of two numbers that differ, but beyond the first precision.</summary>
    private int? Sharper()
    {
        var evaluator = new BallEvaluator(Point.Origin, MostBits, effort);
        var difference = new BallArithmetic(MostBits, effort).Subtract(evaluator.Evaluate(a).Re, evaluator.Evaluate(b).Re);
        return difference.Sign == 0 ? null : difference.Sign;
    }

    private Comparison CompareBalls(Point point, int precision)
    {
        var evaluator = new BallEvaluator(point, precision, effort);
        var left = evaluator.Evaluate(a);
        var right = evaluator.Evaluate(b);
        return BallEquality.Compare(left, right, new BallArithmetic(precision, effort));
    }

    private static Rational? Exact(ExactEvaluator evaluator, Expression expression)
    {
        try
        {
            return evaluator.Evaluate(expression);
        }
        catch (NoValueException)
        {
            return null;   // the balls will tell whether it has a value
        }
    }

    /// <summary>Enough bits to tell numbers with as many digits as those written.</summary>
    private static int PrecisionFor(Expression a, Expression b)
    {
        long largest = 0;
        bool Measure(Expression node)
        {
            if (node is Number number)
                largest = Math.Max(largest, number.Value.Numerator.GetBitLength() + number.Value.Denominator.GetBitLength());
            return false;
        }

        a.Any(Measure);
        b.Any(Measure);
        var needed = LeastBits + 2 * Math.Max(0, largest - 64);
        return (int)Math.Min(MostBits, (needed + LeastBits - 1) / LeastBits * LeastBits);
    }
}
