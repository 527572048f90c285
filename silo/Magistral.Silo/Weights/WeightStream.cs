using System.Buffers.Binary;
using Magistral.Engine.Weights;

namespace Magistral.Silo.Weights;

/// <summary>Weights as bytes to store: the length of the manifest, the manifest, the frames. Forward only, without a copy of the numbers.</summary>
internal sealed class WeightStream : Stream
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

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (rest.IsEmpty && frame < weights.Manifest.FrameCount)
            rest = weights.Frame(frame++);
        var count = Math.Min(buffer.Length, rest.Length);
        rest.Span[..count].CopyTo(buffer);
        rest = rest[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : ValueTask.FromResult(Read(buffer.Span));

    public override void Flush()
    {
        // nothing is written
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
