using System.Diagnostics;
using Magistral.Cli.Verification;
using Magistral.Engine.Benchmarks;
using Magistral.Verifiers.Mathematics;

namespace Magistral.Cli.Benchmarks;

/// <summary>Answers compared with references a second, on two threads, and how long single comparisons take.</summary>
/// <remarks>Threads go through all pairs of a file again and again, after a warm-up that lets the runtime compile what is hot.</remarks>
internal static class MathBenchmark
{
    public const string Name = "verify-math";

    private const int Threads = 2;
    private const string DefaultFile = "verifiers/math.jsonl";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(10);

    /// <summary>Measures with the pairs of a file; without one, with those of the shared test data.</summary>
    public static IReadOnlyList<BenchmarkCase> Run(string? data)
    {
        var pairs = Read(data ?? DefaultData());
        Work(pairs, WarmUp);
        var clock = Stopwatch.StartNew();
        long[] ticks = [.. Work(pairs, Measured).Order()];
        var rate = ticks.Length / clock.Elapsed.TotalSeconds;
        double Milliseconds(double share) => Stopwatch.GetElapsedTime(0, ticks[(int)(share * (ticks.Length - 1))]).TotalMilliseconds;
        return
        [
            new("pairs", rate, "pairs/s", null),
            new("p50", Milliseconds(0.5), "ms", null),
            new("p99", Milliseconds(0.99), "ms", null),
            new("p99.9", Milliseconds(0.999), "ms", null),
            new("slowest", Milliseconds(1), "ms", null),
        ];
    }

    /// <summary>The duration of every comparison that was made.</summary>
    private static IEnumerable<long> Work(List<(string Answer, string Reference)> pairs, TimeSpan duration)
    {
        var durations = Enumerable.Range(0, Threads).Select(_ => new List<long>(1 << 20)).ToArray();
        var workers = durations.Index().Select(worker => new Thread(() => Work(pairs, duration, worker.Index * pairs.Count / Threads, worker.Item))).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return durations.SelectMany(own => own);
    }

    private static void Work(List<(string Answer, string Reference)> pairs, TimeSpan duration, int first, List<long> durations)
    {
        var begin = Stopwatch.GetTimestamp();
        for (var next = first; Stopwatch.GetElapsedTime(begin) < duration; next = (next + 1) % pairs.Count)
        {
            var start = Stopwatch.GetTimestamp();
            MathVerifier.Verify(pairs[next].Answer, pairs[next].Reference);
            durations.Add(Stopwatch.GetTimestamp() - start);
        }
    }

    private static List<(string Answer, string Reference)> Read(string path)
    {
        if (!File.Exists(path))
            throw new CommandException(ExitCode.NotFound, $"there is no file {path}", "give --data FILE.jsonl, whose lines hold an answer and a reference");
        try
        {
            List<(string, string)> pairs = [.. File.ReadLines(path).Where(line => line.Length > 0).Select(Row.Parse).Select(row => (row.Text("answer"), row.Text("reference")))];
            return pairs.Count > 0 ? pairs : throw new RowException("it is empty");
        }
        catch (RowException fault)
        {
            throw new CommandException(ExitCode.Failed, $"{path} holds no pairs, {fault.Message}", "give a file whose lines hold an answer and a reference");
        }
    }

    private static string DefaultData()
    {
        if (Environment.GetEnvironmentVariable("MAGISTRAL_FIXTURES") is { Length: > 0 } set)
            return Path.Combine(set, DefaultFile);
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Magistral.Orleans.sln")))
            folder = folder.Parent;
        return Path.GetFullPath(Path.Combine(folder?.FullName ?? Environment.CurrentDirectory, "..", "shared", "fixtures", DefaultFile));
    }
}
