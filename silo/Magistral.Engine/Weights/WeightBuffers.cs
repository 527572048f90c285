using System.Collections.Concurrent;

namespace Magistral.Engine.Weights;

/// <summary>Arrays for snapshots, used again once nobody holds the snapshot: a publication a second must not leave a second's garbage.</summary>
/// <remarks>Thread-safe. Keeps a few spare arrays, of large ones a single one; more are left to the collector.</remarks>
/// <param name="length">Numbers of each array.</param>
public sealed class WeightBuffers(long length)
{
    private const int MostSpare = 4;
    private const long LargeLength = 1 << 24;
    private readonly ConcurrentBag<float[]> spare = [];

    /// <summary>Numbers of each array.</summary>
    public long Length { get; } = length;

    internal float[] Rent() => spare.TryTake(out var values) ? values : GC.AllocateUninitializedArray<float>(checked((int)Length));

    internal void Return(float[] values)
    {
        if (spare.Count < (Length > LargeLength ? 1 : MostSpare)) spare.Add(values);
    }
}
