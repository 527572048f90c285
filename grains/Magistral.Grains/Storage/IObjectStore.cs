using Magistral.Contracts;

namespace Magistral.Grains.Storage;

/// <summary>Named objects with versions: what grain state, checkpoints and archives are kept in.</summary>
/// <remarks>
/// Thread-safe. A put is atomic: a reader, or a process started after a crash, sees all of it or nothing. Errors derive from
/// <see cref="MagistralException"/>: <see cref="StorageFullException"/>, <see cref="StoreReadOnlyException"/>,
/// <see cref="StorageUnavailableException"/>, <see cref="ObjectCorruptedException"/> where no other is named.
/// </remarks>
public interface IObjectStore
{
    /// <summary>Stores an object whole. Small ones may be written before the call returns.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="content">Its bytes; not kept after the call.</param>
    /// <param name="condition">What must be stored now; repeated with <see cref="PutCondition.IfMatch"/> a put fails the second time.</param>
    /// <param name="durable">True: survives a loss of power once the call has returned. False: survives the death of the process.</param>
    /// <param name="cancellation">Nothing is stored when it fires in time.</param>
    /// <returns>The ETag of the new version.</returns>
    /// <exception cref="ETagMismatchException">The condition does not hold; nothing was stored.</exception>
    ValueTask<ETag> PutAsync(StoreKey key, ReadOnlyMemory<byte> content, PutCondition condition, bool durable, CancellationToken cancellation);

    /// <summary>Stores a large object from a stream, read to its end from where it stands.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="content">Its bytes; the caller disposes the stream.</param>
    /// <param name="condition">What must be stored at the moment the stream has ended.</param>
    /// <param name="durable">As for the other overload.</param>
    /// <param name="cancellation">Nothing is stored when it fires in time.</param>
    /// <returns>The ETag of the new version.</returns>
    /// <exception cref="ETagMismatchException">The condition does not hold; nothing was stored.</exception>
    ValueTask<ETag> PutAsync(StoreKey key, Stream content, PutCondition condition, bool durable, CancellationToken cancellation);

    /// <summary>Reads an object whole and checks its content against its hash.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="ObjectCorruptedException">What is stored is not what was put.</exception>
    ValueTask<StoredObject?> GetAsync(StoreKey key, CancellationToken cancellation);

    /// <summary>Reads a part of an object; its length is checked, its hash is not.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="offset">First byte, at least 0; past the end gives no bytes.</param>
    /// <param name="length">At most this many bytes, at least 0; fewer at the end.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null when there is none.</returns>
    ValueTask<StoredObject?> GetRangeAsync(StoreKey key, long offset, int length, CancellationToken cancellation);

    /// <summary>The version and length of an object.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null when there is none.</returns>
    ValueTask<ObjectHead?> HeadAsync(StoreKey key, CancellationToken cancellation);

    /// <summary>Lists objects whose keys start with a prefix, in ordinal order of their keys.</summary>
    /// <param name="prefix">Any beginning of a key, also the middle of a segment; empty lists all.</param>
    /// <param name="cancellation">Ends the listing.</param>
    /// <returns>Objects put or deleted meanwhile may or may not appear.</returns>
    IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, CancellationToken cancellation);

    /// <summary>Deletes an object. Calls may be repeated: the second answers false.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="ifMatch">The version it must have when it exists, or null for any.</param>
    /// <param name="cancellation">Nothing is deleted when it fires in time.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="ETagMismatchException">It has another version; it stays.</exception>
    ValueTask<bool> DeleteAsync(StoreKey key, ETag? ifMatch, CancellationToken cancellation);
}
