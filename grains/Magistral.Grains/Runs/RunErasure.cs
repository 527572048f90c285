using Magistral.Grains.Storage;

namespace Magistral.Grains.Runs;

/// <summary>Deletes what is stored of a run. Cut off in the middle, it goes on when it is made again.</summary>
public static class RunErasure
{
    private const int AtOnce = 16;

    /// <summary>The prefixes below which everything of a run lies: its own objects, and the states of its grains.</summary>
    private static readonly string[] GrainTypes = ["prompt-group", "checkpoint", "generator", "rollout-queue", "weights", "curriculum", "trainer", "run"];

    /// <summary>Deletes everything of a run, its lifecycle last.</summary>
    public static async Task EraseAsync(IObjectStore store, string runId, CancellationToken cancellation)
    {
        string[] prefixes = [$"runs/{runId}/", .. GrainTypes.Select(type => $"state/{type}/{runId}/")];
        foreach (var prefix in prefixes)
        {
            var keys = new List<StoreKey>();
            await foreach (var entry in store.ListAsync(prefix, cancellation))
                keys.Add(entry.Key);
            await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
                async (key, token) => await store.DeleteAsync(key, null, token));
        }
    }
}
