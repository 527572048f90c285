using System.Diagnostics;
using Magistral.Engine.Lanes;
using static TorchSharp.torch;

namespace Magistral.Engine.Benchmarks;

/// <summary>What matrix products of this machine reach in this process: 1024 × 1024 float32 on all cores.</summary>
public static class MatrixPeak
{
    private const int Size = 1024;
    private const int ProductsARepeat = 10;
    private const int Repeats = 10;

    /// <summary>Measures the peak in GFLOP/s: the best of ten repeats, a product counted as 2 · 1024³. Takes half a second; runs on a thread of its own.</summary>
    public static double Measure()
    {
        var best = 0.0;
        var thread = new Thread(() => best = MeasureHere()) { Name = "matrix peak" };
        thread.Start();
        thread.Join();
        return best;
    }

    private static double MeasureHere()
    {
        EngineThread.Use(Environment.ProcessorCount);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var (a, b) = (rand(Size, Size, dtype: ScalarType.Float32, device: CPU), rand(Size, Size, dtype: ScalarType.Float32, device: CPU));
        var result = a.mm(b);
        var best = 0.0;
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < ProductsARepeat; i++) result.addmm_(a, b, 0, 1);
            best = Math.Max(best, 2.0 * Size * Size * Size * ProductsARepeat / Stopwatch.GetElapsedTime(started).TotalSeconds / 1e9);
        }

        return best;
    }
}
