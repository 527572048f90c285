using System.Diagnostics;
using System.Globalization;
using Magistral.Engine.HuggingFace;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;

namespace Magistral.Engine.Benchmarks;

/// <summary>Loading a checkpoint of two gigabytes, made on the spot: how fast, and how much of the file's size the process takes at most.</summary>
public static class LoadBenchmark
{
    private const long FileBytes = 2_000_000_000;
    private const string Status = "/proc/self/status";
    private const string Peak = "VmHWM:";

    /// <summary>Measures `load-bf16` and the peak resident memory of the whole process while it loads.</summary>
    /// <param name="peakGflops">Not used: loading multiplies nothing.</param>
    public static IReadOnlyList<BenchmarkCase> Run(double peakGflops)
    {
        var directory = Path.Combine(Path.GetTempPath(), $"magistral-load-{Guid.NewGuid():n}");
        try
        {
            RandomModelFolder.Write(directory, RandomModelFolder.OfBytes(FileBytes, NumberFormat.BF16), NumberFormat.BF16, seed: 1);
            return Measure(ModelFolder.Open(directory));
        }
        finally
        {
            if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Loads a folder as it is stored and measures that.</summary>
    /// <param name="folder">Any model folder.</param>
    public static IReadOnlyList<BenchmarkCase> Measure(ModelFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ForgetPeak();
        var started = Stopwatch.GetTimestamp();
        using var parameters = folder.Load(ComputeDevice.Cpu, folder.Format);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var name = $"load-{folder.Format}".ToLowerInvariant();
        var speed = new BenchmarkCase(name, folder.WeightBytes / 1e6 / seconds, "MB/s", null);
        return PeakBytes() is { } peak
            ? [speed, new($"{name}-peak", peak / 1e6, "MB resident", null), new($"{name}-peak-share", (double)peak / folder.WeightBytes, "of the file", null)]
            : [speed];
    }

    // Linux keeps the peak since the process began, or since it was told to forget
    private static void ForgetPeak()
    {
        if (OperatingSystem.IsLinux()) File.WriteAllText("/proc/self/clear_refs", "5");
    }

    private static long? PeakBytes()
    {
        if (!OperatingSystem.IsLinux()) return null;
        var line = File.ReadLines(Status).First(text => text.StartsWith(Peak, StringComparison.Ordinal));
        return long.Parse(line[Peak.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }
}
