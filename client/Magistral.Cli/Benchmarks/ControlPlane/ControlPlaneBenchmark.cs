using System.Diagnostics;
using System.Globalization;
using Magistral.Engine.Benchmarks;
using Magistral.Storage.Directories;

namespace Magistral.Cli.Benchmarks.ControlPlane;

/// <summary>
/// What the books of a run carry: groups of 16 rollouts through lease, store, verifier, queue and hand-over, in two silos of this process on a data
/// directory, when the run has had few groups and when it has had many.
/// </summary>
internal static class ControlPlaneBenchmark
{
    public const string Name = "control-plane";

    private const int GroupSize = 16;
    private const int MeasuredGroups = 400;
    private const int WarmGroups = 5000;
    private const int LongTokens = 4000, ShortTokens = 40;

    /// <summary>Measures at 10^3 groups, 10^4 and so on.</summary>
    /// <param name="mostGroups">The greatest age of the run in groups.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<IReadOnlyList<BenchmarkCase>> RunAsync(int mostGroups, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("magistral-books-").FullName;
        try
        {
            using var directory = DirectoryObjectStore.OpenExclusive(folder, TimeProvider.System);
            var store = new CountedStore(directory);
            await using var cluster = await BooksCluster.StartAsync(store, stop);
            await WarmAsync(await PlayedRun.StartAsync(cluster.Grains, "warm", stop), stop);
            var run = await PlayedRun.StartAsync(cluster.Grains, "books", stop);
            var cases = new List<BenchmarkCase>();
            for (var age = 1000; age <= mostGroups; age *= 10)
                cases.AddRange(await AtAsync(run, age, store, stop));
            return cases;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Plays another run until the code is compiled as well as it will be: else a young run would be measured as slower than an old one.</summary>
    private static async Task WarmAsync(PlayedRun other, CancellationToken stop)
    {
        await other.PlayAsync(WarmGroups, ShortTokens, stop);
        await other.PlayAsync(MeasuredGroups, LongTokens, stop);
    }

    private static async Task<IEnumerable<BenchmarkCase>> AtAsync(PlayedRun run, int age, CountedStore store, CancellationToken stop)
    {
        if (run.Groups < age)
            await run.PlayAsync(age - run.Groups, ShortTokens, stop);
        var (puts, bytes, started) = (store.Puts, store.Bytes, Stopwatch.GetTimestamp());
        var payload = await run.PlayAsync(MeasuredGroups, LongTokens, stop);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var at = string.Create(CultureInfo.InvariantCulture, $"at-{age}-groups");
        return
        [
            new($"{at}: rollouts of {LongTokens} tokens", MeasuredGroups * GroupSize / seconds, "rollouts/s", null),
            new($"{at}: puts", (store.Puts - puts) / (double)MeasuredGroups, "a group", null),
            new($"{at}: bytes put", (store.Bytes - bytes) / (double)payload, "x payload", null),
            new($"{at}: list by state", await run.ListAsync(stop), "ms", null),
            new($"{at}: the same again", await run.ListAsync(stop), "ms", null),
        ];
    }
}
