using System.Globalization;
using Magistral.PacedSilo;

namespace Magistral.Host.Tests.Clusters;

/// <summary>A cluster whose decode steps are timed waits, and whose draws are counted beyond the death of the process that drew.</summary>
internal sealed class PacedCluster : IAsyncDisposable
{
    private readonly string counts = Directory.CreateTempSubdirectory("magistral-drawn-").FullName;
    private LocalCluster? cluster;

    private PacedCluster()
    {
    }

    public LocalCluster Silos => cluster!;

    /// <summary>Starts it.</summary>
    /// <param name="generators">Generators to begin with.</param>
    /// <param name="step">Time of a decode step.</param>
    /// <param name="gapTokens">The journal gap.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="blockBytes">Bytes of a block of an upload; null as shipped.</param>
    public static async Task<PacedCluster> StartAsync(int generators, TimeSpan step, int gapTokens, CancellationToken cancellation, int? blockBytes = null)
    {
        var paced = new PacedCluster();
        paced.cluster = await LocalCluster.StartAsync(generators, cancellation, new Dictionary<string, string>
        {
            ["MAGISTRAL_SILO_PROGRAM"] = typeof(DrawnTokens).Assembly.Location,
            ["MAGISTRAL_PACED_STEP_MILLISECONDS"] = step.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
            ["MAGISTRAL_PACED_COUNTS"] = paced.counts,
            ["Magistral__Journal__GapTokens"] = gapTokens.ToString(CultureInfo.InvariantCulture),
            ["Magistral__Journal__PeriodSeconds"] = "0.5",
            ["MAGISTRAL_PACED_BLOCK_BYTES"] = blockBytes?.ToString(CultureInfo.InvariantCulture) ?? "",
        });
        return paced;
    }

    /// <summary>What every process that ever generated drew for each sequence; ids as the engine has them.</summary>
    public IReadOnlyList<(long Id, long Tokens)> Drawn() => [.. Directory.GetFiles(counts, "*.drawn").SelectMany(DrawnTokens.Read)];

    /// <summary>What the process that is a silo now drew.</summary>
    public long DrawnBy(string name)
    {
        var path = Path.Combine(counts, $"{name}-{Silos.ProcessOf(name)}.drawn");
        return File.Exists(path) ? DrawnTokens.Read(path).Sum(record => record.Tokens) : 0;
    }

    /// <summary>Waits until a silo draws tokens.</summary>
    public async Task UntilDrawingAsync(string name, CancellationToken cancellation)
    {
        for (var attempt = 0; DrawnBy(name) == 0; attempt++)
        {
            Assert.True(attempt < 600, $"{name} has drawn nothing within a minute");
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
    }

    /// <summary>Tokens a second that all generators drew within a time.</summary>
    public async Task<double> RateAsync(TimeSpan time, CancellationToken cancellation)
    {
        var (before, since) = (Drawn().Sum(record => record.Tokens), System.Diagnostics.Stopwatch.StartNew());
        await Task.Delay(time, cancellation);
        return (Drawn().Sum(record => record.Tokens) - before) / since.Elapsed.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await Silos.DisposeAsync();
        Directory.Delete(counts, recursive: true);
    }
}
