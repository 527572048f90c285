namespace Magistral.Grains.Storage;

/// <summary>A stream that is read once, from its start to its end, asynchronously.</summary>
/// <remarks>Use from one thread.</remarks>
public abstract class ForwardStream : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <summary>Bytes read so far; it cannot be set.</summary>
    public override long Position { get => BytesRead; set => throw new NotSupportedException(); }

    /// <summary>Bytes read so far.</summary>
    protected long BytesRead { get; private set; }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await NextAsync(buffer, cancellationToken);
        BytesRead += read;
        return read;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Not supported: it is read asynchronously.</summary>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("read it asynchronously");

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
        // nothing is written
    }

    /// <summary>Reads what comes next; 0 at the end.</summary>
    protected abstract ValueTask<int> NextAsync(Memory<byte> buffer, CancellationToken cancellation);
}
