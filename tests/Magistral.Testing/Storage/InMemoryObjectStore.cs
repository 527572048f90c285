using System.Collections.Concurrent;
using System.Globalization;
using Magistral.Grains.Storage;

namespace Magistral.Testing.Storage;

/// <summary>A store in memory that obeys the same contract as the others, and fails or waits where a test asks it to.</summary>
public sealed class InMemoryObjectStore : IObjectStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, (byte[] Content, ETag ETag)> objects = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<StoreOperation, ConcurrentQueue<Exception>> failures = [];
    private ulong lastVersion;

    /// <summary>Called before every operation, outside any lock: it may throw, wait for a barrier, or count.</summary>
    public Func<StoreOperation, string, CancellationToken, ValueTask>? Before { get; set; }

    /// <summary>Puts that were stored.</summary>
    public int PutCount { get; private set; }

    /// <summary>Makes the next operation of a kind fail, without any effect; calls queue up.</summary>
    /// <param name="operation">The kind.</param>
    /// <param name="error">What it throws.</param>
    public void FailNext(StoreOperation operation, Exception error) =>
        failures.GetOrAdd(operation, _ => []).Enqueue(error);

    /// <inheritdoc/>
    public async ValueTask<ETag> PutAsync(StoreKey key, ReadOnlyMemory<byte> content, PutCondition condition, bool durable, CancellationToken cancellation)
    {
        var copy = content.ToArray();
        await EnterAsync(StoreOperation.Put, key.Value, cancellation);
        lock (gate)
        {
            var found = objects.TryGetValue(key.Value, out var stored) ? stored.ETag : (ETag?)null;
            if (!condition.Allows(found))
                throw new ETagMismatchException(key, condition.RequiredETag, found);
            var etag = new ETag((++lastVersion).ToString("x16", CultureInfo.InvariantCulture));
            objects[key.Value] = (copy, etag);
            PutCount++;
            return etag;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ETag> PutAsync(StoreKey key, Stream content, PutCondition condition, bool durable, CancellationToken cancellation)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellation);
        return await PutAsync(key, copy.ToArray(), condition, durable, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<StoredObject?> GetAsync(StoreKey key, CancellationToken cancellation)
    {
        await EnterAsync(StoreOperation.Get, key.Value, cancellation);
        lock (gate)
            return objects.TryGetValue(key.Value, out var stored) ? new(stored.Content.ToArray(), stored.ETag, stored.Content.Length) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<StoredObject?> GetRangeAsync(StoreKey key, long offset, int length, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (await GetAsync(key, cancellation) is not { } whole)
            return null;
        var start = (int)Math.Min(offset, whole.Length);
        return whole with { Content = whole.Content.Slice(start, (int)Math.Min(length, whole.Length - start)) };
    }

    /// <inheritdoc/>
    public async ValueTask<ObjectHead?> HeadAsync(StoreKey key, CancellationToken cancellation) =>
        await GetAsync(key, cancellation) is { } whole ? new ObjectHead(whole.ETag, whole.Length) : null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ObjectEntry> ListAsync(
        string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await EnterAsync(StoreOperation.List, prefix, cancellation);
        ObjectEntry[] found;
        lock (gate)
        {
            found = [.. objects.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(entry => new ObjectEntry(new(entry.Key), entry.Value.Content.Length))];
        }
        foreach (var entry in found)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(StoreKey key, ETag? ifMatch, CancellationToken cancellation)
    {
        await EnterAsync(StoreOperation.Delete, key.Value, cancellation);
        lock (gate)
        {
            if (!objects.TryGetValue(key.Value, out var stored))
                return false;
            if (ifMatch is { } required && required != stored.ETag)
                throw new ETagMismatchException(key, ifMatch, stored.ETag);
            return objects.Remove(key.Value);
        }
    }

    private async ValueTask EnterAsync(StoreOperation operation, string key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Before is { } before)
            await before(operation, key, cancellation);
        if (failures.TryGetValue(operation, out var queue) && queue.TryDequeue(out var error))
            throw error;
    }
}
