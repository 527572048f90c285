using System.Collections.Concurrent;
using System.Numerics;

namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>Series on integers that stand for fractions of 2^bits.</summary>
/// <remarks>Textbook series with argument halving (Brent and Zimmermann, Modern Computer Arithmetic, ch. 4). Errors are a few units of the last 20 bits.</remarks>
internal static class FixedPoint
{
    private const int ExpHalvings = 12;
    private const int SineHalvings = 8;
    private const int LogRoots = 8;
    private const int TangentHalvings = 5;
    private static readonly ConcurrentDictionary<int, (BigInteger Pi, BigInteger Ln2)> Constants = new();

    public static BigInteger Pi(int bits) => Constants.GetOrAdd(bits, Compute).Pi;

    public static BigInteger Ln2(int bits) => Constants.GetOrAdd(bits, Compute).Ln2;

    /// <summary>e^x for 0 ≤ x &lt; 1.</summary>
    public static BigInteger Exp(BigInteger x, int bits)
    {
        var small = x >> ExpHalvings;
        var one = BigInteger.One << bits;
        BigInteger sum = one, term = one;
        for (var n = 1; !term.IsZero; n++)
        {
            term = (term * small >> bits) / n;
            sum += term;
        }

        for (var i = 0; i < ExpHalvings; i++) sum = sum * sum >> bits;
        return sum;
    }

    /// <summary>ln x for 1 ≤ x ≤ 2.</summary>
    public static BigInteger Log(BigInteger x, int bits)
    {
        for (var i = 0; i < LogRoots; i++) x = IntegerRoots.Sqrt(x << bits);
        var one = BigInteger.One << bits;
        var ratio = ((x - one) << bits) / (x + one);
        return InverseHyperbolicTangent(ratio, bits) << (LogRoots + 1);
    }

    /// <summary>sin x and cos x for |x| &lt; 1.</summary>
    public static (BigInteger Sin, BigInteger Cos) SinCos(BigInteger x, int bits)
    {
        var small = x >> SineHalvings;
        var square = small * small >> bits;
        var one = BigInteger.One << bits;
        BigInteger sin = small, cos = one, sinTerm = small, cosTerm = one;
        for (var n = 1; !cosTerm.IsZero || !sinTerm.IsZero; n += 2)
        {
            cosTerm = Towards(cosTerm * square, bits) / -(n * (n + 1));
            sinTerm = Towards(sinTerm * square, bits) / -((n + 1) * (n + 2));
            cos += cosTerm;
            sin += sinTerm;
        }

        for (var i = 0; i < SineHalvings; i++) (sin, cos) = (sin * cos >> (bits - 1), (cos * cos - sin * sin) >> bits);
        return (sin, cos);
    }

    /// <summary>arctan x for |x| ≤ 1.</summary>
    public static BigInteger Arctan(BigInteger x, int bits)
    {
        var one = BigInteger.One << bits;
        for (var i = 0; i < TangentHalvings; i++) x = (x << bits) / (one + IntegerRoots.Sqrt((one << bits) + x * x));
        var square = x * x >> bits;
        BigInteger sum = x, power = x;
        for (var n = 3; !power.IsZero; n += 2)
        {
            power = -Towards(power * square, bits);
            sum += power / n;
        }

        return sum << TangentHalvings;
    }

    private static BigInteger InverseHyperbolicTangent(BigInteger x, int bits)
    {
        var square = x * x >> bits;
        BigInteger sum = x, power = x;
        for (var n = 3; !power.IsZero; n += 2)
        {
            power = power * square >> bits;
            sum += power / n;
        }

        return sum;
    }

    // a shift rounds down and would leave −1 for ever
    private static BigInteger Towards(BigInteger value, int bits) => value.Sign < 0 ? -(-value >> bits) : value >> bits;

    private static (BigInteger Pi, BigInteger Ln2) Compute(int bits)
    {
        var guarded = bits + 16;
        var pi = 16 * ArctanOfInverse(5, guarded, -1) - 4 * ArctanOfInverse(239, guarded, -1);   // Machin 1706
        var ln2 = 18 * ArctanOfInverse(26, guarded, 1) - 2 * ArctanOfInverse(4801, guarded, 1) + 8 * ArctanOfInverse(8749, guarded, 1);
        return (pi >> 16, ln2 >> 16);
    }

    /// <summary>arctan(1/n) with sign −1, artanh(1/n) with sign 1.</summary>
    private static BigInteger ArctanOfInverse(int n, int bits, int sign)
    {
        var power = (BigInteger.One << bits) / n;
        BigInteger sum = power, square = (BigInteger)n * n;
        for (var k = 3; !power.IsZero; k += 2)
        {
            power = power / square * sign;
            sum += power / k;
        }

        return sum;
    }
}
