namespace Magistral.Method.Curriculum;

/// <summary>The pass rates of a stage's latest groups, and whether they end the stage. Immutable.</summary>
/// <remarks>
/// Completions of one group are correlated: a window of few groups may be lucky, use 32 or more.
/// Groups without signal belong into the window as well, or a solved stage would never be seen.
/// </remarks>
public sealed record PromotionWindow
{
    private readonly double[] passRates;

    /// <summary>A window over known pass rates, such as stored ones.</summary>
    /// <param name="size">`window_groups`, ≥ 1.</param>
    /// <param name="passRates">Oldest first, each 0..1; only the latest <paramref name="size"/> are kept.</param>
    /// <exception cref="ArgumentException">The size is below 1 or a pass rate outside 0..1.</exception>
    public PromotionWindow(int size, params IEnumerable<double> passRates)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentNullException.ThrowIfNull(passRates);
        Size = size;
        this.passRates = [.. passRates.TakeLast(size)];
        foreach (var rate in this.passRates)
            if (!(rate >= 0 && rate <= 1))
                throw new ArgumentException($"a pass rate of {rate} is impossible: give the share of right completions, 0..1", nameof(passRates));
    }

    /// <summary>Groups the window holds when full.</summary>
    public int Size { get; }

    /// <summary>The pass rates in the window, oldest first.</summary>
    public IReadOnlyList<double> PassRates => passRates;

    /// <summary>Whether as many groups as <see cref="Size"/> were seen.</summary>
    public bool IsFull => passRates.Length == Size;

    /// <summary>The mean pass rate, 0..1; null when empty.</summary>
    public double? Mean => passRates.Length == 0 ? null : passRates.Average();

    /// <summary>The window after one more group of the stage.</summary>
    /// <param name="passRate">Share of right completions, 0..1.</param>
    /// <exception cref="ArgumentException">The pass rate is outside 0..1.</exception>
    public PromotionWindow With(double passRate) => new(Size, passRates.Append(passRate));

    /// <summary>Whether the stage is done: the window is full and its mean reaches the bar.</summary>
    /// <param name="promoteAt">`promote_at`, 0..1.</param>
    public bool Promotes(double promoteAt) => IsFull && Mean >= promoteAt;

    /// <summary>Equal size and pass rates.</summary>
    /// <param name="other">Another window.</param>
    public bool Equals(PromotionWindow? other) =>
        other is not null && Size == other.Size && passRates.AsSpan().SequenceEqual(other.passRates);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Size);
        foreach (var rate in passRates) hash.Add(rate);
        return hash.ToHashCode();
    }
}
