using System.Numerics;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>Functions of two fractions: common divisors and multiples, remainders, extremes.</summary>
internal static class IntegerFunctions
{
    private const int LongestExponent = 4096;
    private const int LongestModulus = 1024;

    /// <exception cref="NoValueException">Divisors and remainders of what is not whole, or a modulus that is not positive.</exception>
    public static Rational Apply(ManyKind kind, Rational a, Rational b, Effort effort)
    {
        if (kind == ManyKind.Minimum) return a.CompareTo(b) <= 0 ? a : b;
        if (kind == ManyKind.Maximum) return a.CompareTo(b) >= 0 ? a : b;
        if (!a.IsInteger || !b.IsInteger) throw new NoValueException("a divisor of what is not whole");
        effort.SpendOnReduction(a.Numerator.GetBitLength() + b.Numerator.GetBitLength());
        return kind switch
        {
            ManyKind.GreatestDivisor => BigInteger.GreatestCommonDivisor(a.Numerator, b.Numerator),
            ManyKind.LeastMultiple => LeastMultiple(a.Numerator, b.Numerator),
            _ => Remainder(a.Numerator, b.Numerator),
        };
    }

    /// <summary>The remainder of a whole power that may be too large to write out, or null when it is none of moderate size.</summary>
    public static Rational? PowerRemainder(Rational value, Rational exponent, Rational modulus, Effort effort)
    {
        if (!value.IsInteger || !exponent.IsInteger || !modulus.IsInteger || exponent.Sign < 0 || modulus.Sign <= 0) return null;
        var (length, size) = (exponent.Numerator.GetBitLength(), modulus.Numerator.GetBitLength());
        if (length > LongestExponent || size > LongestModulus || value.Numerator.GetBitLength() > Effort.MaxBits) return null;
        for (var bit = 0; bit < length; bit++) effort.Spend(2 * size);
        return BigInteger.ModPow(Remainder(value.Numerator, modulus.Numerator), exponent.Numerator, modulus.Numerator);
    }

    private static BigInteger LeastMultiple(BigInteger a, BigInteger b) =>
        a.IsZero || b.IsZero ? BigInteger.Zero : BigInteger.Abs(a / BigInteger.GreatestCommonDivisor(a, b) * b);

    private static BigInteger Remainder(BigInteger value, BigInteger modulus)
    {
        if (modulus.Sign <= 0) throw new NoValueException("a remainder by what is not positive");
        var rest = value % modulus;
        return rest.Sign < 0 ? rest + modulus : rest;
    }
}
