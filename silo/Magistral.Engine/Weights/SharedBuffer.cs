namespace Magistral.Engine.Weights;

/// <summary>A rented array and how many hold it; the last to let go gives it back.</summary>
internal sealed class SharedBuffer(WeightBuffers home, float[] values)
{
    private int holders = 1;

    public bool Released => Volatile.Read(ref holders) == 0;

    /// <summary>Holds the array too, unless it was given back already.</summary>
    public bool TryHold()
    {
        for (var seen = Volatile.Read(ref holders); seen > 0;)
        {
            var before = Interlocked.CompareExchange(ref holders, seen + 1, seen);
            if (before == seen) return true;
            seen = before;
        }

        return false;
    }

    public void LetGo()
    {
        if (Interlocked.Decrement(ref holders) == 0) home.Return(values);
    }
}
