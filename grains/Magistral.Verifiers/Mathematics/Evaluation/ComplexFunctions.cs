using System.Numerics;

namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>Arithmetic and elementary functions on complex balls, with principal values.</summary>
internal sealed class ComplexFunctions
{
    private readonly BallArithmetic real;
    private readonly ElementaryFunctions elementary;
    private readonly bool realOnly;

    /// <summary>Functions of one precision.</summary>
    /// <param name="bits">Precision of results.</param>
    /// <param name="effort">What the work is paid from.</param>
    /// <param name="realOnly">Even roots and logarithms of negative numbers have no value.</param>
    public ComplexFunctions(int bits, Effort effort, bool realOnly)
    {
        real = new(bits, effort);
        elementary = new(real, effort);
        this.realOnly = realOnly;
    }

    public BallArithmetic Real => real;

    public ElementaryFunctions Elementary => elementary;

    public ComplexBall One => Ball.Of(BigInteger.One, 0, Ball.None, real.Bits);

    public ComplexBall Add(ComplexBall a, ComplexBall b) => new(real.Add(a.Re, b.Re), real.Add(a.Im, b.Im));

    public ComplexBall Subtract(ComplexBall a, ComplexBall b) => Add(a, -b);

    public ComplexBall Multiply(ComplexBall a, ComplexBall b) => a.IsReal && b.IsReal
        ? real.Multiply(a.Re, b.Re)
        : new ComplexBall(
            real.Subtract(real.Multiply(a.Re, b.Re), real.Multiply(a.Im, b.Im)),
            real.Add(real.Multiply(a.Re, b.Im), real.Multiply(a.Im, b.Re)));

    public ComplexBall Divide(ComplexBall a, ComplexBall b)
    {
        if (b.IsReal) return new(real.Divide(a.Re, b.Re), a.IsReal ? Ball.Zero : real.Divide(a.Im, b.Re));
        var above = Multiply(a, new ComplexBall(b.Re, -b.Im));
        var below = NormSquared(b);
        return new(real.Divide(above.Re, below), real.Divide(above.Im, below));
    }

    public Ball Absolute(ComplexBall a)
    {
        if (!a.IsReal) return real.Sqrt(NormSquared(a));
        if (a.Re.Sign == 0) return a.Re;
        return a.Re.Sign < 0 ? -a.Re : a.Re;
    }

    /// <summary>The larger of two real numbers; of two that cannot be told apart, both.</summary>
    public ComplexBall Larger(ComplexBall a, ComplexBall b)
    {
        Require(a.IsReal && b.IsReal, "an extreme of complex numbers");
        var difference = real.Subtract(a.Re, b.Re);
        return difference.Sign switch { > 0 => a, < 0 => b, _ => a.Re.Widen(difference.Bound) };
    }

    public ComplexBall Exp(ComplexBall a)
    {
        ComplexBall size = elementary.Exp(a.Re);
        if (a.IsReal) return size;
        var (sin, cos) = elementary.SinCos(a.Im);
        return Multiply(size, new ComplexBall(cos, sin));
    }

    public ComplexBall Log(ComplexBall a)
    {
        if (a.IsReal && a.Re.Sign > 0) return elementary.Log(a.Re);
        Require(!realOnly, "a logarithm of a negative number");
        return new(elementary.Log(NormSquared(a)).Scale(-1), elementary.Angle(a.Im, a.Re));
    }

    public ComplexBall Sqrt(ComplexBall a)
    {
        if (a.IsReal || a.Im.ContainsZero && a.Re.Sign != 0 && a.Im.Error < a.Re.Magnitude - real.Bits / 2)
        {
            if (a.Re.Sign >= 0) return real.Sqrt(a.Re);
            Require(!realOnly, "a root of a negative number");
            return new(Ball.Zero, real.Sqrt(-a.Re));
        }

        // √z = (√(|z| + x) ± i √(|z| − x)) / √2
        var size = Absolute(a);
        var re = real.Sqrt(real.Add(size, a.Re).Scale(-1));
        var im = real.Sqrt(real.Subtract(size, a.Re).Scale(-1));
        return new(re, a.Im.Sign < 0 ? -im : im);
    }

    public ComplexBall Power(ComplexBall value, BigInteger exponent)
    {
        if (value.IsReal) return real.Power(value.Re, exponent);
        var power = BigInteger.Abs(exponent);
        Require(power.GetBitLength() <= 64, "a power beyond all size");
        var result = One;
        for (var at = (int)power.GetBitLength() - 1; at >= 0; at--)
        {
            result = Multiply(result, result);
            if (!((power >> at) & 1).IsZero) result = Multiply(result, value);
        }

        return exponent.Sign < 0 ? Divide(One, result) : result;
    }

    public ComplexBall Power(ComplexBall value, ComplexBall exponent)
    {
        if (value.Re.IsExactZero && value.IsReal)
        {
            Require(exponent.Re.Sign > 0, "a power of zero");
            return Ball.Zero;
        }

        return Exp(Multiply(exponent, Log(value)));
    }

    /// <summary>The root of a whole degree; odd roots of negative numbers are negative.</summary>
    public ComplexBall Root(ComplexBall value, int degree)
    {
        if (degree == 2) return Sqrt(value);
        if (value.IsReal && value.Re.IsExactZero) return value;
        var isNegative = value.IsReal && value.Re.Sign < 0;
        if (isNegative && degree % 2 != 0) return -Root(-value, degree);
        if (isNegative) Require(!realOnly, "an even root of a negative number");
        return Exp(Divide(Log(value), (ComplexBall)Ball.Of(degree, 0, Ball.None, real.Bits)));
    }

    public (ComplexBall Sin, ComplexBall Cos) SinCos(ComplexBall a)
    {
        if (a.IsReal)
        {
            var (sin, cos) = elementary.SinCos(a.Re);
            return (sin, cos);
        }

        var forward = Exp(new ComplexBall(-a.Im, a.Re));
        var backward = Divide(One, forward);
        var difference = Subtract(forward, backward);
        var sum = Add(forward, backward);
        return (Half(new(difference.Im, -difference.Re)), Half(sum));
    }

    public static ComplexBall Half(ComplexBall a) => new(a.Re.Scale(-1), a.Im.Scale(-1));

    private Ball NormSquared(ComplexBall a) => real.Add(real.Multiply(a.Re, a.Re), real.Multiply(a.Im, a.Im));

    public static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new NoValueException(otherwise);
    }
}
