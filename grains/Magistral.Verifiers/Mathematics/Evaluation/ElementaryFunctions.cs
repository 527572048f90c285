using System.Numerics;

namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>Exponential, logarithm and circular functions of real balls.</summary>
/// <param name="arithmetic">The precision, and what the work is paid from.</param>
/// <param name="effort">What the work is paid from.</param>
internal sealed class ElementaryFunctions(BallArithmetic arithmetic, Effort effort)
{
    private const int Guard = 64;
    private const int LargestMagnitude = 40;

    private int Bits => arithmetic.Bits;

    public Ball Pi
    {
        get
        {
            var bits = Bits + Guard;
            return Ball.Of(FixedPoint.Pi(bits), -bits, 20 - bits, Bits);
        }
    }

    public Ball Exp(Ball x)
    {
        SpendOnSeries();
        if (x.IsExactZero) return Ball.Of(BigInteger.One, 0, Ball.None, Bits);
        var (value, bits) = ToFixed(x);
        var ln2 = FixedPoint.Ln2(bits);
        var count = (long)FloorDivide(value, ln2);
        var exponential = FixedPoint.Exp(value - count * ln2, bits);
        var error = Ball.Join(x.Error == Ball.None ? Ball.None : x.Error + 2, 24 + LargestMagnitude - bits);
        return Ball.Of(exponential, count - bits, error + count + 1, Bits);
    }

    /// <exception cref="NoValueException">The number may be zero or negative.</exception>
    public Ball Log(Ball x)
    {
        SpendOnSeries();
        if (x.Sign <= 0 || (x.Error != Ball.None && x.Error > x.Magnitude - 3)) throw new NoValueException("a logarithm of zero");
        var bits = Bits + Guard;
        var shift = bits + 1 - (long)x.Mantissa.GetBitLength();
        var mantissa = shift >= 0 ? x.Mantissa << (int)shift : x.Mantissa >> (int)-shift;
        var count = x.Magnitude - 1;
        var value = FixedPoint.Log(mantissa, bits) + count * FixedPoint.Ln2(bits);
        if (x.Error == Ball.None && value.IsZero) return Ball.Zero;
        var error = Ball.Join(24 + 8 - bits + BitOperations.Log2((ulong)Math.Abs(count) + 1), x.Error == Ball.None ? Ball.None : x.Error - x.Magnitude + 2);
        return Ball.Of(value, -bits, error, Bits);
    }

    public (Ball Sin, Ball Cos) SinCos(Ball x)
    {
        SpendOnSeries();
        if (x.IsExactZero) return (Ball.Zero, Ball.Of(BigInteger.One, 0, Ball.None, Bits));
        var (value, bits) = ToFixed(x);
        var quarter = FixedPoint.Pi(bits) >> 1;
        var turns = FloorDivide(value + (quarter >> 1), quarter);
        var (sin, cos) = FixedPoint.SinCos(value - turns * quarter, bits);
        var (s, c) = (int)(((turns % 4) + 4) % 4) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
        var error = Ball.Join(x.Error, 24 + LargestMagnitude - bits);
        return (Ball.Of(s, -bits, error, Bits), Ball.Of(c, -bits, error, Bits));
    }

    public Ball Arctan(Ball x)
    {
        SpendOnSeries();
        if (x.IsExactZero) return x;
        if (x.Magnitude > 1)
        {
            var half = Pi.Scale(-1);
            if (x.Sign == 0) throw new NoValueException("an angle that is not known");
            var rest = Arctan(arithmetic.Divide(Ball.Of(BigInteger.One, 0, Ball.None, Bits), x));
            return arithmetic.Subtract(x.Sign > 0 ? half : -half, rest);
        }

        var (value, bits) = ToFixed(x);
        return Ball.Of(FixedPoint.Arctan(value, bits), -bits, Ball.Join(x.Error, 24 - bits), Bits);
    }

    /// <summary>The angle of (x, y), −π &lt; angle ≤ π.</summary>
    public Ball Angle(Ball y, Ball x)
    {
        if (y.IsExactZero && x.Sign != 0) return x.Sign > 0 ? Ball.Zero : Pi;
        if (x.Sign != 0 && (y.Sign == 0 || y.Magnitude <= x.Magnitude))
        {
            var angle = Arctan(arithmetic.Divide(y, x));
            if (x.Sign > 0) return angle;
            return y.Mantissa.Sign < 0 && !y.ContainsZero ? arithmetic.Subtract(angle, Pi) : arithmetic.Add(angle, Pi);
        }

        if (y.Sign == 0) throw new NoValueException("the angle of zero");
        var quarter = Pi.Scale(-1);
        return arithmetic.Subtract(y.Sign > 0 ? quarter : -quarter, Arctan(arithmetic.Divide(x, y)));
    }

    private void SpendOnSeries()
    {
        for (var terms = 0; terms < 24 + Bits / 32; terms++) effort.Spend(Bits);
    }

    private (BigInteger Value, int Bits) ToFixed(Ball x)
    {
        if (x.Bound > LargestMagnitude) throw new NoValueException("an argument beyond all size");
        var bits = Bits + Guard + LargestMagnitude;
        var shift = x.Exponent + bits;
        if (shift >= 0) return (x.Mantissa << (int)shift, bits);
        return (shift < -100_000 ? BigInteger.Zero : x.Mantissa >> (int)-shift, bits);
    }

    private static BigInteger FloorDivide(BigInteger a, BigInteger b)
    {
        var quotient = BigInteger.DivRem(a, b, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }
}
