using System.Numerics;

namespace Magistral.Method.Lengths;

/// <summary>Lengths in a few dozen buckets: exact below 32 tokens, then sixteen an octave, so that a bucket spans at most a sixteenth of its length.</summary>
public static class LengthBuckets
{
    private const int Exact = 32;
    private const int BitsAnOctave = 4;

    /// <summary>The shortest length in the bucket of a length.</summary>
    /// <param name="tokens">≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static int Of(int tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        if (tokens < Exact) return tokens;
        var shift = BitOperations.Log2((uint)tokens) - BitsAnOctave;
        return tokens >> shift << shift;
    }
}
