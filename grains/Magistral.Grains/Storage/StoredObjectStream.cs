namespace Magistral.Grains.Storage;

/// <summary>Reads a large object from its start to its end, a range at a time with the next ones under way; its hash is the reader's to check.</summary>
/// <remarks>Use from one thread.</remarks>
public sealed class StoredObjectStream : ForwardStream
{
    private const int DefaultRangeBytes = 8 << 20;
    private const int RangesAhead = 3;
    private readonly IObjectStore store;
    private readonly StoreKey key;
    private readonly ObjectHead head;
    private readonly int rangeBytes;
    private readonly CancellationTokenSource ended = new();
    private readonly Queue<Task<StoredObject?>> ahead = new();
    private ReadOnlyMemory<byte> current;
    private long asked;

    private StoredObjectStream(IObjectStore store, StoreKey key, ObjectHead head, int rangeBytes) =>
        (this.store, this.key, this.head, this.rangeBytes) = (store, key, head, rangeBytes);

    /// <summary>Bytes of the object.</summary>
    public override long Length => head.Length;

    /// <summary>Opens an object.</summary>
    /// <param name="store">Holds it.</param>
    /// <param name="key">Its name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="rangeBytes">Bytes asked for at once, at least 1.</param>
    /// <returns>Null when there is none.</returns>
    public static async Task<StoredObjectStream?> OpenAsync(IObjectStore store, StoreKey key, CancellationToken cancellation, int rangeBytes = DefaultRangeBytes)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentOutOfRangeException.ThrowIfLessThan(rangeBytes, 1);
        return await store.HeadAsync(key, cancellation) is { } head ? new(store, key, head, rangeBytes) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectCorruptedException">The object was replaced or deleted meanwhile.</exception>
    protected override async ValueTask<int> NextAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        if (current.IsEmpty && !await FetchAsync(cancellation))
            return 0;
        var count = Math.Min(buffer.Length, current.Length);
        current[..count].CopyTo(buffer);
        current = current[count..];
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !ended.IsCancellationRequested)
            ended.Cancel();   // not disposed: ranges under way may still look at it
        base.Dispose(disposing);
    }

    private async ValueTask<bool> FetchAsync(CancellationToken cancellation)
    {
        for (; asked < head.Length && ahead.Count < RangesAhead; asked += rangeBytes)
            ahead.Enqueue(store.GetRangeAsync(key, asked, rangeBytes, ended.Token).AsTask());
        if (!ahead.TryDequeue(out var next))
            return false;
        var range = await next.WaitAsync(cancellation);
        if (range is null || range.ETag != head.ETag || range.Content.IsEmpty)
            throw new ObjectCorruptedException(key, $"version {head.ETag}", range is null ? "none" : $"version {range.ETag}");
        current = range.Content;
        return true;
    }
}
