using System.Numerics;

namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>Whole roots of whole numbers.</summary>
internal static class IntegerRoots
{
    /// <summary>The largest r with r² ≤ value.</summary>
    /// <param name="value">≥ 0.</param>
    public static BigInteger Sqrt(BigInteger value)
    {
        if (value.IsZero) return value;
        var bits = value.GetBitLength();
        if (bits <= 52) return (BigInteger)Math.Floor(Math.Sqrt((double)value));
        var shift = (int)((bits - 50) / 2);
        var root = (BigInteger)Math.Sqrt((double)(value >> (2 * shift))) + 1 << shift;   // from above, about 24 bits right
        while (true)
        {
            var next = (root + value / root) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }

    /// <summary>The largest r with rⁿ ≤ value.</summary>
    /// <param name="value">≥ 0.</param>
    /// <param name="degree">n ≥ 1.</param>
    public static BigInteger Root(BigInteger value, int degree)
    {
        if (degree == 1 || value.IsZero || value.IsOne) return value;
        if (degree == 2) return Sqrt(value);
        var bits = value.GetBitLength();
        if (bits <= degree) return 1;
        var root = BigInteger.One << (int)(bits / degree + 1);
        while (true)
        {
            var next = ((degree - 1) * root + value / BigInteger.Pow(root, degree - 1)) / degree;
            if (next >= root) return root;
            root = next;
        }
    }
}
