using System.Numerics;

namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>Arithmetic on real balls: the result holds every result of numbers in the operands.</summary>
/// <param name="bits">Precision of results.</param>
/// <param name="effort">What the work is paid from.</param>
internal sealed class BallArithmetic(int bits, Effort effort)
{
    public int Bits => bits;

    public Ball Add(Ball a, Ball b)
    {
        effort.Spend(bits);
        if (a.IsExactZero) return b;
        if (b.IsExactZero) return a;
        if (a.Exponent < b.Exponent) (a, b) = (b, a);
        var gap = a.Exponent - b.Exponent;
        var error = Ball.Join(a.Error, b.Error);
        if (gap > 4L * bits)
        {
            if (a.Mantissa.IsZero) return b.Widen(a.Error);
            return a.Widen(Ball.Join(b.Error, b.Magnitude));
        }

        return Ball.Of((a.Mantissa << (int)gap) + b.Mantissa, b.Exponent, error, bits);
    }

    public Ball Subtract(Ball a, Ball b) => Add(a, -b);

    public Ball Multiply(Ball a, Ball b)
    {
        effort.Spend(bits);
        if (a.IsExactZero || b.IsExactZero) return Ball.Zero;
        var error = Ball.None;
        if (a.Error != Ball.None) error = Ball.Join(error, a.Error + b.Bound);
        if (b.Error != Ball.None && a.Magnitude != Ball.None) error = Ball.Join(error, b.Error + a.Magnitude);
        return Ball.Of(a.Mantissa * b.Mantissa, a.Exponent + b.Exponent, error, bits);
    }

    /// <exception cref="NoValueException">The divisor may be zero.</exception>
    public Ball Divide(Ball a, Ball b)
    {
        effort.Spend(2 * bits);
        var smallest = b.Magnitude - 2;   // of the divisor, when its error is below a quarter of it
        if (b.ContainsZero || (b.Error != Ball.None && b.Error > smallest - 1)) throw new NoValueException("a division by zero");
        if (a.IsExactZero) return Ball.Zero;
        var shift = bits + 2 + (int)BigInteger.Abs(b.Mantissa).GetBitLength();
        var exponent = a.Exponent - b.Exponent - shift;
        var error = exponent;
        if (a.Error != Ball.None) error = Ball.Join(error, a.Error - smallest);
        if (b.Error != Ball.None && a.Magnitude != Ball.None) error = Ball.Join(error, b.Error + a.Magnitude - 2 * smallest);
        return Ball.Of((a.Mantissa << shift) / b.Mantissa, exponent, error, bits);
    }

    /// <summary>The root of a number that is not negative, or not certainly.</summary>
    public Ball Sqrt(Ball a)
    {
        effort.Spend(8 * bits);
        if (a.IsExactZero) return a;
        if (a.ContainsZero) return Ball.Of(BigInteger.Zero, 0, Half(Ball.Join(a.Error, a.Magnitude)) + 1, bits);
        var shift = Math.Max(0, 2 * bits + 4 - (long)a.Mantissa.GetBitLength());
        if (((a.Exponent - shift) & 1) != 0) shift++;
        var exponent = (a.Exponent - shift) >> 1;
        var radicand = a.Mantissa << (int)shift;
        var root = IntegerRoots.Sqrt(radicand);
        var error = root * root == radicand ? Ball.None : exponent;
        if (a.Error != Ball.None) error = Ball.Join(error, a.Error - ((a.Magnitude - 2) >> 1));
        return Ball.Of(root, exponent, error, bits);
    }

    /// <summary>A whole power, by squaring.</summary>
    public Ball Power(Ball value, BigInteger exponent)
    {
        var result = Ball.Of(BigInteger.One, 0, Ball.None, bits);
        var power = BigInteger.Abs(exponent);
        if (power.GetBitLength() > 64) throw new NoValueException("a power beyond all size");
        for (var at = (int)power.GetBitLength() - 1; at >= 0; at--)
        {
            result = Multiply(result, result);
            if (!((power >> at) & 1).IsZero) result = Multiply(result, value);
        }

        return exponent.Sign < 0 ? Divide(Ball.Of(BigInteger.One, 0, Ball.None, bits), result) : result;
    }

    private static long Half(long value) => (value + 1) >> 1;
}
