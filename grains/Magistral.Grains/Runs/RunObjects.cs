using Magistral.Grains.Storage;

namespace Magistral.Grains.Runs;

/// <summary>What is stored of a run: its own objects, and the states of its grains.</summary>
public static class RunObjects
{
    private const int AtOnce = 16;
    private static readonly string[] GrainTypes = ["prompt-group", "group-index", "checkpoint", "generator", "rollout-queue", "weights", "curriculum", "trainer", "run"];

    /// <summary>Deletes everything of a run, its lifecycle last. Cut off in the middle, it goes on when it is made again.</summary>
    public static async Task EraseAsync(IObjectStore store, string runId, CancellationToken cancellation)
    {
        foreach (var prefix in PrefixesOf(runId))
        {
            var keys = new List<StoreKey>();
            await foreach (var entry in store.ListAsync(prefix, cancellation))
                keys.Add(entry.Key);
            await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
                async (key, token) => await store.DeleteAsync(key, null, token));
        }
    }

    /// <summary>Bytes stored of a run.</summary>
    public static async Task<long> CountBytesAsync(IObjectStore store, string runId, CancellationToken cancellation)
    {
        var bytes = 0L;
        foreach (var prefix in PrefixesOf(runId))
            await foreach (var entry in store.ListAsync(prefix, cancellation))
                bytes += entry.Length;
        return bytes;
    }

    private static IEnumerable<string> PrefixesOf(string runId) => [$"runs/{runId}/", .. GrainTypes.Select(type => $"state/{type}/{runId}/")];
}
