using System.Buffers.Binary;
using Magistral.Engine.Weights;
using Magistral.Grains.Storage;

namespace Magistral.Silo.Weights;

/// <summary>Weights as bytes to store: the length of the manifest, the manifest, the frames. Without a copy of the numbers.</summary>
internal sealed class WeightStream : ForwardStream
{
    private readonly WeightAssembly weights;
    private ReadOnlyMemory<byte> rest;
    private int frame;

    /// <param name="weights">Held by the caller while the stream is read.</param>
    public WeightStream(WeightSnapshot weights)
    {
        this.weights = new WeightAssembly(weights);
        var manifest = this.weights.Manifest.Encoded;
        var head = new byte[sizeof(int) + manifest.Length];
        BinaryPrimitives.WriteInt32LittleEndian(head, manifest.Length);
        manifest.CopyTo(head.AsMemory(sizeof(int)));
        rest = head;
    }

    protected override ValueTask<int> NextAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (rest.IsEmpty && frame < weights.Manifest.FrameCount)
            rest = weights.Frame(frame++);
        var count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        rest = rest[count..];
        return ValueTask.FromResult(count);
    }
}
