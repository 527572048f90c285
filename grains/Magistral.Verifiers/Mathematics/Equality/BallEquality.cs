using Magistral.Verifiers.Mathematics.Evaluation;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>What two complex balls tell about the numbers in them.</summary>
internal static class BallEquality
{
    /// <summary>Overlapping balls count as equal only when their size is below 2^−80 of the numbers.</summary>
    private const int RequiredBits = 80;

    /// <summary>And, since large numbers may differ in what lies far behind the point, √(10²⁰⁰ + 1) from 10¹⁰⁰, by as much again.</summary>
    private const int RequiredBitsBehindPoint = 64;

    public static Comparison Compare(ComplexBall a, ComplexBall b, BallArithmetic arithmetic)
    {
        var re = arithmetic.Subtract(a.Re, b.Re);
        var im = arithmetic.Subtract(a.Im, b.Im);
        if (re.Sign != 0 || im.Sign != 0) return Comparison.Different;
        var size = Math.Max(Math.Max(a.Re.Magnitude, a.Im.Magnitude), Math.Max(b.Re.Magnitude, b.Im.Magnitude));
        var scale = Math.Max(size, -RequiredBits);   // numbers this small that overlap are zeros with rounding errors
        var allowed = Math.Min(scale - RequiredBits, -scale - RequiredBitsBehindPoint);
        return IsSharp(re, allowed) && IsSharp(im, allowed) ? Comparison.Equal : Comparison.Unknown;
    }

    private static bool IsSharp(Ball difference, long allowed) => difference.Error == Ball.None || difference.Error <= allowed;
}
