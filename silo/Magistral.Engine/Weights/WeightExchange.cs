namespace Magistral.Engine.Weights;

/// <summary>Hands weights from a trainer's thread to generators' threads of the same process, without a copy.</summary>
/// <remarks>Thread-safe and never blocks. A snapshot that nobody took before the next one is skipped.</remarks>
public sealed class WeightExchange : IWeightSource
{
    private WeightSnapshot? newest;

    /// <inheritdoc/>
    public int? NewestVersion => Volatile.Read(ref newest)?.Version;

    /// <inheritdoc/>
    public WeightSnapshot? TakeNewest()
    {
        while (Volatile.Read(ref newest) is { } seen)
            if (seen.TryHold()) return seen;   // otherwise it was replaced in between
        return null;
    }

    /// <summary>Makes weights the newest, unless a higher version is there already.</summary>
    /// <param name="weights">What generators shall take next; the exchange disposes them when they are replaced or too old.</param>
    public void Publish(WeightSnapshot weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        for (var seen = Volatile.Read(ref newest); seen is null || seen.Version < weights.Version;)
        {
            var before = Interlocked.CompareExchange(ref newest, weights, seen);
            if (ReferenceEquals(before, seen))
            {
                seen?.Dispose();
                return;
            }

            seen = before;
        }

        weights.Dispose();
    }
}
