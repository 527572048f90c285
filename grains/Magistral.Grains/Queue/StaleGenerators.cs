using Magistral.Method.Generation;
using Magistral.Method.Staleness;

namespace Magistral.Grains.Queue;

/// <summary>Which generators sample with weights so old that no group of theirs could be trained: they wait for newer ones instead of filling the run with stale groups.</summary>
/// <remarks>Kept in memory: after a restart the trainer's next call tells it anew. Not thread-safe.</remarks>
public sealed class StaleGenerators
{
    private readonly HashSet<string> held = [];
    private WeightVersion? trained;

    /// <summary>The version that the trainer's next update starts from; older news change nothing.</summary>
    public void Trains(WeightVersion version)
    {
        if (!(version < trained))
            trained = version;
    }

    /// <summary>Whether a generator must wait for newer weights.</summary>
    /// <param name="generatorId">Who asks.</param>
    /// <param name="served">The version it samples with; null when it does not say.</param>
    /// <param name="maxStaleness">η in versions, or <see cref="Admission.Unbounded"/>.</param>
    /// <param name="since">The trained version when it was turned away for the first time since it had new weights; else null.</param>
    public bool Holds(string generatorId, WeightVersion? served, int maxStaleness, out WeightVersion? since)
    {
        var isHeld = served < trained && VersionLag.IsStale(served!.Value.Number, trained!.Value.Number, maxStaleness);
        since = isHeld && held.Add(generatorId) ? trained : null;
        if (!isHeld)
            held.Remove(generatorId);
        return isHeld;
    }
}
