using System.Numerics;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>A real number known to lie within 2^Error of Mantissa · 2^Exponent.</summary>
internal readonly struct Ball
{
    /// <summary>The error of an exact number, and the magnitude of zero.</summary>
    public const long None = long.MinValue / 4;

    private Ball(BigInteger mantissa, long exponent, long error) => (Mantissa, Exponent, Error) = (mantissa, exponent, error);

    public BigInteger Mantissa { get; }

    public long Exponent { get; }

    /// <summary>The logarithm to base 2 of the error bound, or <see cref="None"/>.</summary>
    public long Error { get; }

    public static Ball Zero { get; } = new(BigInteger.Zero, 0, None);

    public bool IsExactZero => Mantissa.IsZero && Error == None;

    /// <summary>|middle| &lt; 2^Magnitude, and at least half of that.</summary>
    public long Magnitude => Mantissa.IsZero ? None : Exponent + (long)BigInteger.Abs(Mantissa).GetBitLength();

    /// <summary>Every number of the ball is below 2^this in size.</summary>
    public long Bound => Join(Magnitude, Error);

    public bool ContainsZero => Mantissa.IsZero || (Error != None && Magnitude - 1 <= Error);

    /// <summary>The sign of every number in the ball; 0 when it contains zero.</summary>
    public int Sign => ContainsZero ? 0 : Mantissa.Sign;

    /// <summary>A ball with its middle rounded to a precision.</summary>
    /// <param name="mantissa">Of the middle.</param>
    /// <param name="exponent">Of the middle.</param>
    /// <param name="error">Logarithm of the bound before rounding, or <see cref="None"/>.</param>
    /// <param name="bits">Precision of the mantissa.</param>
    /// <exception cref="NoValueException">The number is too large or small to handle.</exception>
    public static Ball Of(BigInteger mantissa, long exponent, long error, int bits)
    {
        var excess = (long)BigInteger.Abs(mantissa).GetBitLength() - bits;
        if (excess > 0)
        {
            mantissa >>= (int)excess;
            exponent += excess;
            error = Join(error, exponent);
        }

        if (Math.Abs(exponent) > 1L << 50) throw new NoValueException("a number beyond all size");
        return new(mantissa, exponent, error);
    }

    public static Ball Of(Rational value, int bits)
    {
        if (value.IsInteger) return Of(value.Numerator, 0, None, bits);
        var shift = bits + 2 + (long)value.Denominator.GetBitLength() - (long)BigInteger.Abs(value.Numerator).GetBitLength();
        var above = shift > 0 ? value.Numerator << (int)shift : value.Numerator;
        shift = Math.Max(0, shift);
        return Of(above / value.Denominator, -shift, -shift, bits);
    }

    public static Ball operator -(Ball value) => new(-value.Mantissa, value.Exponent, value.Error);

    public Ball Widen(long error) => new(Mantissa, Exponent, Join(Error, error));

    /// <summary>Times a power of two.</summary>
    public Ball Scale(int powerOfTwo) => new(Mantissa, Exponent + powerOfTwo, Error == None ? None : Error + powerOfTwo);

    /// <summary>A bound for the sum of two numbers below 2^a and 2^b.</summary>
    public static long Join(long a, long b) => a == None ? b : b == None ? a : Math.Max(a, b) + 1;
}
