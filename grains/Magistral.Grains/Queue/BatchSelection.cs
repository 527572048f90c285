using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Specs;
using Magistral.Method.Generation;
using Magistral.Method.Staleness;

namespace Magistral.Grains.Queue;

/// <summary>Chooses the groups of a batch among those that are ready.</summary>
/// <param name="Batch">The batch, when enough groups were there.</param>
/// <param name="Stale">Groups that would exceed the bound of staleness when they are trained; they are to end.</param>
public sealed record BatchSelection(TakenBatch? Batch, IReadOnlyList<int> Stale)
{
    /// <summary>
    /// Oldest tokens first: a minibatch that is trained later meets a later version, and the least stale groups can best bear it.
    /// A group counts as stale if its oldest token would exceed the bound in the minibatch that is its turn. It ends even if no batch comes
    /// about: the groups before it never leave that place but by being trained, and a group that cannot be trained would hold its place for ever.
    /// </summary>
    public static BatchSelection Select(RolloutQueueState queue, TakeRequest request, BatchSizes sizes, int groupSize, int maxStaleness)
    {
        var groupsPerMinibatch = sizes.NMinibatch / groupSize;
        var needed = sizes.NBatch / groupSize;
        var ready = queue.Open.Where(entry => entry.Phase == GroupPhase.Ready).OrderBy(entry => entry.OldestVersion).ThenBy(entry => entry.Number);
        var (chosen, stale) = (new List<int>(needed), new List<int>());
        foreach (var entry in ready)
        {
            var turn = Math.Min(chosen.Count, needed - 1) / groupsPerMinibatch;
            var versionAtTraining = new WeightVersion(request.Version.Number + turn);
            if (VersionLag.IsStale(entry.OldestVersion.Number, versionAtTraining.Number, maxStaleness))
                stale.Add(entry.Number);
            else if (chosen.Count < needed)
                chosen.Add(entry.Number);
        }
        if (chosen.Count < needed)
            return new(null, stale);
        var minibatches = chosen.Chunk(groupsPerMinibatch).Select(minibatch => (IReadOnlyList<int>)minibatch).ToList();
        return new(new(request.Batch, minibatches), stale);
    }
}
