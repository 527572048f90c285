namespace Magistral.Silo.Tests.Weights;

/// <summary>A stand-in for an encrypted stream: what one side writes makes sense only to a side that wraps it too, in the other part.</summary>
internal sealed class MaskedStream(Stream inner, bool accepted) : Stream
{
    private readonly byte own = (byte)(accepted ? 0x55 : 0xAA);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        foreach (ref var value in buffer.Span[..count]) value ^= (byte)~own;
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var masked = buffer.ToArray();
        foreach (ref var value in masked.AsSpan()) value ^= own;
        return inner.WriteAsync(masked, cancellationToken);
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
