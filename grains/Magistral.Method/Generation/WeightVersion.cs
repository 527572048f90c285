namespace Magistral.Method.Generation;

/// <summary>The number of a published set of weights. 0 is the start, each publication is +1, and a number is never reused (METHOD section 5).</summary>
/// <param name="Number">0 or more.</param>
public readonly record struct WeightVersion(int Number) : IComparable<WeightVersion>
{
    /// <summary>How many versions ago a token was sampled; 0 is on-policy.</summary>
    /// <param name="sampled">The version that produced the token.</param>
    public int LagVersions(WeightVersion sampled) => Number - sampled.Number;

    /// <inheritdoc/>
    public int CompareTo(WeightVersion other) => Number.CompareTo(other.Number);

    /// <summary>Whether <paramref name="left"/> was published before <paramref name="right"/>.</summary>
    public static bool operator <(WeightVersion left, WeightVersion right) => left.Number < right.Number;

    /// <summary>Whether <paramref name="left"/> was published after <paramref name="right"/>.</summary>
    public static bool operator >(WeightVersion left, WeightVersion right) => left.Number > right.Number;

    /// <summary>Whether <paramref name="left"/> was not published after <paramref name="right"/>.</summary>
    public static bool operator <=(WeightVersion left, WeightVersion right) => left.Number <= right.Number;

    /// <summary>Whether <paramref name="left"/> was not published before <paramref name="right"/>.</summary>
    public static bool operator >=(WeightVersion left, WeightVersion right) => left.Number >= right.Number;

    /// <inheritdoc/>
    public override string ToString() => $"v{Number}";
}
