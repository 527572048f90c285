using Orleans.Storage;

namespace Magistral.Grains.Storage;

/// <summary>
/// An object that a grain writes beside its state. An activation that another one followed elsewhere, as after a silo was frozen, cannot overwrite
/// what that one wrote: it ends, as it does when its state has moved on.
/// </summary>
/// <remarks>Used from one grain.</remarks>
/// <param name="store">Where it lies.</param>
/// <param name="key">Its key.</param>
public sealed class GrainObject(IObjectStore store, StoreKey key)
{
    private ETag? stored;

    /// <summary>Whether there is one, as far as this activation knows.</summary>
    public bool Exists => stored is not null;

    /// <summary>Reads it; what is written from now on must follow what was read.</summary>
    /// <returns>Its content; null when there is none.</returns>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellation)
    {
        var found = await store.GetAsync(key, cancellation);
        stored = found?.ETag;
        return found?.Content;
    }

    /// <summary>Writes it over what was read or written last, or where nothing was.</summary>
    /// <exception cref="InconsistentStateException">Another activation wrote it; nothing was stored.</exception>
    public async Task WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        try
        {
            stored = await store.PutAsync(key, content, stored is { } etag ? PutCondition.IfMatch(etag) : PutCondition.IfAbsent, durable: false, cancellation);
        }
        catch (ETagMismatchException error)
        {
            throw MovedOn(error);
        }
    }

    /// <summary>Deletes what was read or written last.</summary>
    /// <exception cref="InconsistentStateException">Another activation wrote it; it stays.</exception>
    public async Task DeleteOwnAsync(CancellationToken cancellation)
    {
        if (stored is null)
            return;
        try
        {
            await store.DeleteAsync(key, stored, cancellation);
        }
        catch (ETagMismatchException error)
        {
            throw MovedOn(error);
        }
        stored = null;
    }

    /// <summary>Deletes it, whoever wrote it.</summary>
    public async Task DeleteAsync(CancellationToken cancellation)
    {
        if (stored is null)
            return;
        await store.DeleteAsync(key, null, cancellation);
        stored = null;
    }

    private InconsistentStateException MovedOn(ETagMismatchException error) =>
        new($"{key} has moved on, another activation wrote it: the call may be repeated", error.Found?.Value, error.Expected?.Value, error);
}
