namespace Magistral.Verifiers.Code;

/// <summary>Draws the tests of a group.</summary>
public static class TestChoice
{
    /// <summary>How many tests a program is given, METHOD section 4.</summary>
    public const int Tests = 20;

    /// <summary>Draws at most <paramref name="count"/> tests, in their own order; the same for the same seed, on every machine.</summary>
    /// <param name="tests">All tests of a problem.</param>
    /// <param name="seed">The seed of the group, so that all its rollouts meet the same tests.</param>
    /// <param name="count">How many, ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    /// <remarks>Selection sampling with a generator of its own (SplitMix64), since the runtime's may change between versions. Thread-safe.</remarks>
    public static IReadOnlyList<T> Draw<T>(IReadOnlyList<T> tests, ulong seed, int count = Tests)
    {
        ArgumentNullException.ThrowIfNull(tests);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (tests.Count <= count) return tests;
        var drawn = new List<T>(count);
        for (var i = 0; drawn.Count < count; i++)
            if (Next(ref seed) % (ulong)(tests.Count - i) < (ulong)(count - drawn.Count))
                drawn.Add(tests[i]);
        return drawn;
    }

    private static ulong Next(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
