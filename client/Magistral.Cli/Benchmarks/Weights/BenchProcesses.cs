using System.Diagnostics;
using System.Globalization;
using Magistral.Contracts.Weights;

namespace Magistral.Cli.Benchmarks.Weights;

/// <summary>Copies of this program that play parts of a benchmark. Each says its port in its first line, and ends when its input does.</summary>
internal sealed class BenchProcesses : IAsyncDisposable
{
    /// <summary>The command that a copy is started with.</summary>
    public const string PartCommand = "bench-weights-part";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(10);
    private readonly List<Process> processes = [];
    private readonly List<WeightEndpoint> endpoints = [];

    /// <summary>Where they listen, in the order they were started.</summary>
    public IReadOnlyList<WeightEndpoint> Endpoints => endpoints;

    /// <summary>Starts a process that plays one part of the benchmark.</summary>
    /// <param name="part">What it plays.</param>
    /// <param name="first">The first line it is told; not an argument, since arguments can be seen.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task StartAsync(WeightsPart part, string first, CancellationToken cancellation)
    {
        var process = Process.Start(Itself(part)) ?? throw new InvalidOperationException("the benchmark could not start a copy of itself");
        processes.Add(process);
        await process.StandardInput.WriteLineAsync(first.AsMemory(), cancellation);
        await process.StandardInput.FlushAsync(cancellation);
        var line = await process.StandardOutput.ReadLineAsync(cancellation).AsTask().WaitAsync(StartPatience, cancellation);
        if (!int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw new InvalidOperationException($"a copy of the benchmark did not start, it said '{line}'");
        endpoints.Add(new("127.0.0.1", port));
    }

    /// <summary>Writes a line to the standard input of every process.</summary>
    public async Task TellAsync(string line)
    {
        foreach (var process in processes)
        {
            await process.StandardInput.WriteLineAsync(line);
            await process.StandardInput.FlushAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            process.StandardInput.Close();
            using var late = new CancellationTokenSource(EndPatience);
            try
            {
                await process.WaitForExitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
            }
            process.Dispose();
        }
    }

    private static ProcessStartInfo Itself(WeightsPart part)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "magistral.dll"));
        start.ArgumentList.Add(PartCommand);
        start.ArgumentList.Add(part.ToString());
        return start;
    }
}
