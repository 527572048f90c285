namespace Magistral.Method.Rewards;

/// <summary>The soft penalty on completions that press against the length limit.</summary>
public static class LengthPenalty
{
    /// <summary>0 up to l_max − l_cache, then linear down to −weight at l_max, and −weight beyond it.</summary>
    /// <param name="lengthTokens">|y|, ≥ 0.</param>
    /// <param name="lMax">The hard limit in tokens, ≥ 1.</param>
    /// <param name="lCache">The soft zone below it in tokens, 0..l_max.</param>
    /// <param name="cutOff">Whether the completion was cut off at the limit instead of ending by itself.</param>
    /// <param name="weight">The largest penalty, ≥ 0.</param>
    /// <returns>−weight..0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <remarks>arXiv 2503.14476 (soft overlong punishment), scaled as in 2506.10910 §2.2. Pure, thread-safe.</remarks>
    public static double SoftOverlong(int lengthTokens, int lMax, int lCache, bool cutOff = false, double weight = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lengthTokens);
        ArgumentOutOfRangeException.ThrowIfLessThan(lMax, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(lCache);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lCache, lMax);
        if (!(weight >= 0 && double.IsFinite(weight))) throw new ArgumentOutOfRangeException(nameof(weight), weight, "use a number ≥ 0");
        if (cutOff || lengthTokens > lMax) return -weight;
        var over = lengthTokens - (lMax - lCache);
        return over <= 0 ? 0 : -weight * ((double)over / lCache);   // the share first: exactly -weight at l_max
    }
}
