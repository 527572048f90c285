using Magistral.Grains.Storage;

namespace Magistral.Cli.Benchmarks.ControlPlane;

/// <summary>A store that counts what is put into it. Thread-safe.</summary>
internal sealed class CountedStore(IObjectStore inner) : IObjectStore
{
    private long puts, bytes;

    public long Puts => Interlocked.Read(ref puts);

    public long Bytes => Interlocked.Read(ref bytes);

    public ValueTask<ETag> PutAsync(StoreKey key, ReadOnlyMemory<byte> content, PutCondition condition, bool durable, CancellationToken cancellation)
    {
        Interlocked.Increment(ref puts);
        Interlocked.Add(ref bytes, content.Length);
        return inner.PutAsync(key, content, condition, durable, cancellation);
    }

    public ValueTask<ETag> PutAsync(StoreKey key, Stream content, PutCondition condition, bool durable, CancellationToken cancellation)
    {
        Interlocked.Increment(ref puts);
        Interlocked.Add(ref bytes, content.Length);
        return inner.PutAsync(key, content, condition, durable, cancellation);
    }

    public ValueTask<StoredObject?> GetAsync(StoreKey key, CancellationToken cancellation) => inner.GetAsync(key, cancellation);

    public ValueTask<StoredObject?> GetRangeAsync(StoreKey key, long offset, int length, CancellationToken cancellation) => inner.GetRangeAsync(key, offset, length, cancellation);

    public ValueTask<ObjectHead?> HeadAsync(StoreKey key, CancellationToken cancellation) => inner.HeadAsync(key, cancellation);

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, CancellationToken cancellation) => inner.ListAsync(prefix, cancellation);

    public ValueTask<bool> DeleteAsync(StoreKey key, ETag? ifMatch, CancellationToken cancellation) => inner.DeleteAsync(key, ifMatch, cancellation);
}
