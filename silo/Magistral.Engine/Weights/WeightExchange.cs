namespace Magistral.Engine.Weights;

/// <summary>Hands weights from a trainer's thread to generators' threads of the same process, without a copy.</summary>
/// <remarks>Thread-safe and never blocks. A snapshot that nobody took before the next one is skipped.</remarks>
public sealed class WeightExchange : IWeightSource
{
    private WeightSnapshot? newest;

    /// <inheritdoc/>
    public WeightSnapshot? Newest => Volatile.Read(ref newest);

    /// <summary>Makes weights the newest, unless a higher version is there already.</summary>
    /// <param name="weights">What generators shall take next.</param>
    public void Publish(WeightSnapshot weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        for (var seen = Newest; seen is null || seen.Version < weights.Version;)
        {
            var before = Interlocked.CompareExchange(ref newest, weights, seen);
            if (ReferenceEquals(before, seen)) return;
            seen = before;
        }
    }
}
