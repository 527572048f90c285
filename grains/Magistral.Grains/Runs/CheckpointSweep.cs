using System.Runtime.ExceptionServices;
using Magistral.Contracts.Checkpoints;
using Magistral.Grains.Checkpoints;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Runs;

/// <summary>
/// Deletes what lies below a run's checkpoints and belongs to none that it keeps. The store's listing says what there is, the run which checkpoints stay, and
/// each checkpoint, before anything of it is deleted, that nothing more can be committed there by whoever is out of charge. So it deletes only what can never be named
/// by a manifest again, and may be late, repeated or cut off: what it leaves the next one finds.
/// </summary>
/// <remarks>Used from one grain.</remarks>
public sealed class CheckpointSweep(IGrainFactory grains, IObjectStore store, string runId)
{
    private readonly Dictionary<int, HashSet<string>> settled = [];

    /// <summary>Deletes what belongs to no retained manifest, once.</summary>
    /// <returns>Whether nothing is left; false while someone reads what expired.</returns>
    public async Task<bool> RunAsync(RunState run, CancellationToken cancellation)
    {
        foreach (var gone in settled.Keys.Except(run.Checkpoints).ToList())
            settled.Remove(gone);
        var listed = new List<StoreKey>();
        await foreach (var entry in store.ListAsync(CheckpointObjects.PrefixOf(runId), cancellation))
            listed.Add(entry.Key);
        var (isClean, fault) = (true, default(ExceptionDispatchInfo));
        foreach (var step in listed.GroupBy(key => CheckpointObjects.Read(runId, key)?.Step))
        {
            try
            {
                isClean &= step.Key is { } number ? await SweepAsync(run, number, [.. step], cancellation) : await DeleteAsync(step, cancellation);
            }
            catch (Exception error) when (GrainFaults.AreExpected(error) && !cancellation.IsCancellationRequested)
            {
                fault ??= ExceptionDispatchInfo.Capture(error); // one that cannot be deleted holds up no other
            }
        }
        fault?.Throw();
        return isClean;
    }

    private async Task<bool> SweepAsync(RunState run, int step, IReadOnlyList<StoreKey> keys, CancellationToken cancellation)
    {
        var keep = run.Checkpoints.Contains(step);
        if (settled.TryGetValue(step, out var known) && keys.All(key => known.Contains(key.Value)))
            return true;
        var checkpoint = grains.GetGrain<ICheckpointGrain>(new CheckpointKey(runId, step).ToString());
        var remains = await checkpoint.SettleAsync(keep, RunRules.Over(run, step), cancellation);
        if (remains.IsHeld)
            return false;
        if (keep && remains.Manifest is null)
            return true; // the books contradict each other: nothing is deleted on such a ground
        var named = remains.Manifest?.Parts.Select(part => part.Key).ToHashSet(StringComparer.Ordinal) ?? [];
        await DeleteAsync(keys.Where(key => !named.Contains(key.Value) && CheckpointObjects.Read(runId, key)?.Attempt != (remains.Writing ?? -1)), cancellation);
        if (keep && step < run.Checkpoints[^1])
            settled[step] = named; // nobody writes there any more
        return true;
    }

    private async Task<bool> DeleteAsync(IEnumerable<StoreKey> keys, CancellationToken cancellation)
    {
        foreach (var key in keys)
            await store.DeleteAsync(key, null, cancellation);
        return true;
    }
}
