using System.Collections.Concurrent;

namespace Magistral.Engine.Weights;

/// <summary>Arrays for snapshots, used again once nobody holds the snapshot: a publication a second must not leave a second's garbage.</summary>
/// <remarks>Thread-safe. Keeps a few spare arrays; more are left to the collector.</remarks>
internal sealed class WeightBuffers(long length)
{
    private const int MostSpare = 4;
    private readonly ConcurrentBag<float[]> spare = [];

    public float[] Rent() => spare.TryTake(out var values) ? values : GC.AllocateUninitializedArray<float>(checked((int)length));

    public void Return(float[] values)
    {
        if (spare.Count < MostSpare) spare.Add(values);
    }
}
