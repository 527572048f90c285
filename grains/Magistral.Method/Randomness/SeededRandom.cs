using System.Numerics;

namespace Magistral.Method.Randomness;

/// <summary>The project's one random generator: every draw is a pure function of a seed, a named stream and counters.</summary>
/// <remarks>
/// The n-th value of a stream is SplitMix64's output function (Steele, Lea and Flood 2014) at key + n · φ, where the key is a hash of seed,
/// name and counters. So streams need no shared state, and <see cref="Key"/> with <see cref="Position"/> restore one exactly.
/// The same on every machine; not for cryptography; not thread-safe (give each thread or sequence its own stream).
/// </remarks>
public sealed class SeededRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>The stream of a name and counters under a seed.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stream">What the draws are for, such as `sampling`.</param>
    /// <param name="counters">Which of them, such as group number and rollout index; their order and number matter.</param>
    public SeededRandom(long seed, string stream, params ReadOnlySpan<long> counters)
        : this(Hash(HashName((ulong)seed, stream), counters), 0)
    {
    }

    private SeededRandom(ulong key, ulong position) => (Key, Position) = (key, position);

    /// <summary>Identifies the stream.</summary>
    public ulong Key { get; }

    /// <summary>Values drawn so far.</summary>
    public ulong Position { get; private set; }

    /// <summary>A stream at a stored position.</summary>
    /// <param name="key">Its <see cref="Key"/>.</param>
    /// <param name="position">Its <see cref="Position"/>.</param>
    public static SeededRandom Restore(ulong key, ulong position) => new(key, position);

    /// <summary>A stream of its own below this one; it does not depend on what was drawn here and leaves this one as it is.</summary>
    /// <param name="counters">Which one; different counters give independent streams.</param>
    public SeededRandom Fork(params ReadOnlySpan<long> counters) => new(Hash(Mix(Key ^ Golden), counters), 0);

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64() => Mix(Key + ++Position * Golden);

    /// <summary>Uniform in [0, 1), a multiple of 2^−53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0..<paramref name="bound"/> − 1, without bias.</summary>
    /// <param name="bound">≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1.</exception>
    /// <remarks>Lemire 2019 (arXiv 1805.10941): multiply and reject.</remarks>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var range = (ulong)bound;
        var threshold = (0 - range) % range;   // 2^64 mod range
        ulong low, high;
        do high = Math.BigMul(NextUInt64(), range, out low);
        while (low < threshold);
        return (int)high;
    }

    /// <summary>Puts values into a uniformly random order.</summary>
    /// <typeparam name="T">Any type.</typeparam>
    /// <param name="values">Shuffled in place.</param>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private static ulong HashName(ulong seed, string stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var hash = Mix(seed + Golden);
        foreach (var character in stream) hash = Mix(hash ^ character) + Golden;
        return hash;
    }

    private static ulong Hash(ulong start, ReadOnlySpan<long> counters)
    {
        var hash = Mix(start ^ (ulong)counters.Length * Golden);
        foreach (var counter in counters) hash = Mix(BitOperations.RotateLeft(hash, 23) ^ Mix((ulong)counter + Golden)) + Golden;
        return hash;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
