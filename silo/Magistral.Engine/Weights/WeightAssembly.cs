using Magistral.Contracts;

namespace Magistral.Engine.Weights;

/// <summary>Weights that arrive frame by frame, in order, each checked before it counts; others may pass on what has arrived already.</summary>
/// <remarks>
/// One writer at a time fills <see cref="Next"/> and calls <see cref="Accept"/>; everything else is thread-safe. Whoever uses it holds it, and disposes it once
/// for the making and once for every hold; the last to do so gives the memory back.
/// </remarks>
public sealed class WeightAssembly : IDisposable
{
    private readonly ReadOnlyMemory<float> values;
    private readonly float[]? writable;
    private readonly SharedBuffer? buffer;
    private readonly Lock gate = new();
    private TaskCompletionSource moved = NewSignal();
    private int arrived;

    /// <summary>Nothing yet of some weights.</summary>
    /// <param name="version">Number of the publication, ≥ 0.</param>
    /// <param name="manifest">What they are.</param>
    /// <param name="buffers">Lends the memory.</param>
    /// <exception cref="WeightShapeException">The memory is of another size.</exception>
    public WeightAssembly(int version, WeightManifest manifest, WeightBuffers buffers)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(buffers);
        if (manifest.TotalBytes != buffers.Length * sizeof(float)) throw new WeightShapeException(manifest.TotalBytes / sizeof(float), buffers.Length);
        (Version, Manifest) = (version, manifest);
        values = writable = buffers.Rent();
        buffer = new SharedBuffer(buffers, writable);
    }

    /// <summary>All of some weights; takes over the hold of the snapshot.</summary>
    /// <param name="weights">Not to be disposed by whoever passes it.</param>
    public WeightAssembly(WeightSnapshot weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        (Version, Manifest) = (weights.Version, weights.Manifest);
        values = weights.Values;
        buffer = weights.Buffer;
        arrived = Manifest.FrameCount;
    }

    /// <summary>Number of the publication.</summary>
    public int Version { get; }

    /// <summary>What the weights are.</summary>
    public WeightManifest Manifest { get; }

    /// <summary>Frames that have arrived and were checked: all before this number.</summary>
    public int Arrived => Volatile.Read(ref arrived);

    /// <summary>Whether every frame has arrived.</summary>
    public bool IsComplete => Arrived == Manifest.FrameCount;

    /// <summary>Where the next frame belongs.</summary>
    /// <exception cref="InvalidOperationException">All have arrived.</exception>
    public Memory<byte> Next => writable is null || IsComplete
        ? throw new InvalidOperationException("all frames have arrived")
        : new FloatBytes(Slice(Arrived)).Memory;

    /// <summary>Counts the frame in <see cref="Next"/>, if it is the right one.</summary>
    /// <returns>False: it is another, and its place waits for it again.</returns>
    public bool Accept()
    {
        if (!Manifest.Matches(Arrived, Next.Span)) return false;
        TaskCompletionSource before;
        lock (gate)
        {
            arrived++;
            (before, moved) = (moved, NewSignal());
        }

        before.TrySetResult();
        return true;
    }

    /// <summary>The bytes of a frame that has arrived.</summary>
    /// <param name="frame">Below <see cref="Arrived"/>.</param>
    public ReadOnlyMemory<byte> Frame(int frame)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, Arrived);
        return new FloatBytes(Slice(frame)).Memory;
    }

    /// <summary>Waits until a frame has arrived.</summary>
    /// <param name="frame">Its number.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask WaitAsync(int frame, CancellationToken cancellation)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (arrived > frame) return;
                next = moved.Task;
            }

            await next.WaitAsync(cancellation);
        }
    }

    /// <summary>The weights, once all of them are there, held once more for whoever asks.</summary>
    /// <exception cref="InvalidOperationException">A frame is missing.</exception>
    /// <exception cref="ObjectDisposedException">Everyone has let go.</exception>
    public WeightSnapshot ToSnapshot()
    {
        if (!IsComplete) throw new InvalidOperationException($"{Counted.Of(Manifest.FrameCount - Arrived, "frame is", "frames are")} missing");
        ObjectDisposedException.ThrowIf(!TryHold(), this);
        return new(Version, values, buffer, Manifest);
    }

    /// <summary>Holds the memory for another user, unless everyone has let go.</summary>
    public bool TryHold() => buffer?.TryHold() ?? true;

    /// <summary>Lets go.</summary>
    public void Dispose() => buffer?.LetGo();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ReadOnlyMemory<float> Slice(int frame) =>
        values.Slice((int)((long)frame * Manifest.FrameBytes / sizeof(float)), Manifest.FrameLength(frame) / sizeof(float));
}
