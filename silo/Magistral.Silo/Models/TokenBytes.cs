using System.Runtime.InteropServices;

namespace Magistral.Silo.Models;

/// <summary>Tokens and log-probabilities as the bytes that messages carry: little-endian, since arrays of numbers are slow to send.</summary>
public static class TokenBytes
{
    /// <summary>The bytes of token ids.</summary>
    public static byte[] Of(ReadOnlySpan<int> tokens) => MemoryMarshal.AsBytes(tokens).ToArray();

    /// <summary>The bytes of log-probabilities.</summary>
    public static byte[] Of(ReadOnlySpan<float> logProbs) => MemoryMarshal.AsBytes(logProbs).ToArray();

    /// <summary>Token ids from bytes.</summary>
    public static int[] Tokens(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, int>(bytes).ToArray();

    /// <summary>Log-probabilities from bytes.</summary>
    public static float[] LogProbs(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();
}
