using System.Globalization;
using System.IO.Hashing;
using Magistral.Contracts;
using Magistral.Grains.Storage;

namespace Magistral.Storage.Directories;

/// <summary>Objects as files: the key is the path, the first line of a file is its version, length and hash, the rest its content.</summary>
/// <remarks>
/// One process writes (<see cref="OpenExclusive"/>), any number read beside it (<see cref="OpenReadOnly"/>). Small puts and gets
/// are done on the calling thread, since they take some tens of microseconds; durable and streamed ones are not. Thread-safe.
/// </remarks>
public sealed class DirectoryObjectStore : IObjectStore, IDisposable
{
    private const int LargeBytes = 1 << 20;
    private readonly ObjectFolders folders;
    private readonly DataDirectoryLock? writer;
    private readonly KnownVersions known = new();
    private ulong lastVersion;

    private DirectoryObjectStore(ObjectFolders folders, DataDirectoryLock? writer, ulong firstVersion)
    {
        this.folders = folders;
        this.writer = writer;
        lastVersion = firstVersion;
    }

    /// <summary>Opens a directory for this process alone to write, making it when there is none, and clears what a killed process left half written.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="clock">Its ticks start the count of versions, so that none is given twice.</param>
    /// <exception cref="DataDirectoryInUseException">Another process writes it.</exception>
    /// <exception cref="MagistralException">It cannot be made or written.</exception>
    public static DirectoryObjectStore OpenExclusive(string directory, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var held = DataDirectoryLock.Take(directory);
        var folders = new ObjectFolders(directory);
        try
        {
            folders.Staging.Clear();
            return new(folders, held, (ulong)clock.GetUtcNow().UtcTicks);
        }
        catch (Exception error) when (StorageFaults.IsStorage(error))
        {
            held.Dispose();
            throw StorageFaults.Typed(folders.Root, error);
        }
    }

    /// <summary>Opens a directory for reading, also while another process writes it; one that does not exist is empty.</summary>
    /// <param name="directory">The data directory.</param>
    public static DirectoryObjectStore OpenReadOnly(string directory) => new(new ObjectFolders(directory), null, 0);

    /// <inheritdoc/>
    public ValueTask<ETag> PutAsync(StoreKey key, ReadOnlyMemory<byte> content, PutCondition condition, bool durable, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        RefuseChangeWhenReadOnly(key);
        return durable || content.Length > LargeBytes
            ? new(Task.Run(() => PutSmall(key, content, condition, durable), cancellation))
            : new(PutSmall(key, content, condition, durable: false));
    }

    /// <inheritdoc/>
    public async ValueTask<ETag> PutAsync(StoreKey key, Stream content, PutCondition condition, bool durable, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        RefuseChangeWhenReadOnly(key);
        try
        {
            using var staged = folders.Staging.New();
            var header = await CopyAsync(key, content, staged, cancellation);
            staged.WriteHeader(header.ToLine());
            return await Task.Run(() => Place(key, staged, header, condition, durable), cancellation);
        }
        catch (Exception error) when (StorageFaults.IsStorage(error))
        {
            throw StorageFaults.Typed(key.Value, error);
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredObject?> GetAsync(StoreKey key, CancellationToken cancellation) =>
        ReadAsync(key, path => ObjectFile.Read(path, key), cancellation);

    /// <inheritdoc/>
    public ValueTask<StoredObject?> GetRangeAsync(StoreKey key, long offset, int length, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return ReadAsync(key, path => ObjectFile.ReadRange(path, key, offset, length), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<ObjectHead?> HeadAsync(StoreKey key, CancellationToken cancellation) => ReadAsync<ObjectHead?>(
        key, path => ObjectFile.Head(path, key) is { } header ? new ObjectHead(Tag(header.Version), header.Length) : null, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return Listed(prefix, cancellation).ToAsyncEnumerable();
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(StoreKey key, ETag? ifMatch, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        RefuseChangeWhenReadOnly(key);
        try
        {
            return new(Delete(key, ifMatch));
        }
        catch (Exception error) when (StorageFaults.IsStorage(error))
        {
            throw StorageFaults.Typed(key.Value, error);
        }
    }

    /// <summary>Lets another process write the directory.</summary>
    public void Dispose() => writer?.Dispose();

    /// <summary>The ETag that stands for a version.</summary>
    internal static ETag Tag(ulong version) => new(version.ToString("x16", CultureInfo.InvariantCulture));

    private IEnumerable<ObjectEntry> Listed(string prefix, CancellationToken cancellation)
    {
        foreach (var entry in DirectoryListing.List(folders.Root, prefix))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    private ETag PutSmall(StoreKey key, ReadOnlyMemory<byte> content, PutCondition condition, bool durable)
    {
        try
        {
            var hash = XxHash128.HashToUInt128(content.Span);
            var header = new ObjectHeader(Interlocked.Increment(ref lastVersion), content.Length, ObjectHeader.HashOf(key), hash);
            using var staged = folders.Staging.Stage();
            staged.Write(header.ToLine(), content);
            return Place(key, staged, header, condition, durable);
        }
        catch (Exception error) when (StorageFaults.IsStorage(error))
        {
            throw StorageFaults.Typed(key.Value, error);
        }
    }

    private async Task<ObjectHeader> CopyAsync(StoreKey key, Stream content, StagedObject staged, CancellationToken cancellation)
    {
        var hash = new XxHash128();
        var buffer = new byte[LargeBytes];
        long length = 0;
        while (await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation) is var read and > 0)
        {
            hash.Append(buffer.AsSpan(0, read));
            await staged.AppendAsync(buffer.AsMemory(0, read), ObjectHeader.Size + length, cancellation);
            length += read;
        }
        return new(Interlocked.Increment(ref lastVersion), length, ObjectHeader.HashOf(key), hash.GetCurrentHashAsUInt128());
    }

    private ETag Place(StoreKey key, StagedObject staged, ObjectHeader header, PutCondition condition, bool durable)
    {
        if (durable)
            staged.Flush();
        var path = folders.PathOf(key);
        var stripe = known.Of(key);
        lock (stripe.Gate)
        {
            var found = Version(stripe, key, path, condition);
            var tag = found is { } version ? Tag(version) : (ETag?)null;
            if (!condition.Allows(tag))
                throw new ETagMismatchException(key, condition.RequiredETag, tag);
            if (found >= header.Version)
                header = Renumber(staged, header, found.Value, durable);
            folders.MoveIntoPlace(staged, path);
            stripe.Remember(key, header.Version);
        }
        if (durable)
            folders.Flush(path);
        return Tag(header.Version);
    }

    // The clock went back since the object was put: its versions must go on all the same.
    private ObjectHeader Renumber(StagedObject staged, ObjectHeader header, ulong after, bool durable)
    {
        for (var last = Volatile.Read(ref lastVersion); last < after; last = Volatile.Read(ref lastVersion))
            Interlocked.CompareExchange(ref lastVersion, after, last);
        var next = header with { Version = Interlocked.Increment(ref lastVersion) };
        staged.WriteHeader(next.ToLine());
        if (durable)
            staged.Flush();
        return next;
    }

    private bool Delete(StoreKey key, ETag? ifMatch)
    {
        var path = folders.PathOf(key);
        var stripe = known.Of(key);
        lock (stripe.Gate)
        {
            if (!File.Exists(path))
                return false;
            if (ifMatch is { } required && Version(stripe, key, path, PutCondition.IfMatch(required)) is { } version && Tag(version) != required)
                throw new ETagMismatchException(key, ifMatch, Tag(version));
            File.Delete(path);
            stripe.Remember(key, null);
        }
        folders.RemoveEmpty(path);
        return true;
    }

    // A put that demands nothing needs not know, and may replace what can no longer be read.
    private static ulong? Version(KnownVersions.Stripe stripe, StoreKey key, string path, PutCondition condition)
    {
        if (condition == PutCondition.None)
            return null;
        if (!stripe.TryGet(key, out var version))
        {
            version = ObjectFile.Head(path, key)?.Version;
            stripe.Remember(key, version);
        }
        return version;
    }

    private ValueTask<T> ReadAsync<T>(StoreKey key, Func<string, T> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var file = new FileInfo(folders.PathOf(key));
        return file.Exists && file.Length > LargeBytes
            ? new(Task.Run(() => Read(key, file.FullName, read), cancellation))
            : new(Read(key, file.FullName, read));
    }

    private static T Read<T>(StoreKey key, string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception error) when (StorageFaults.IsStorage(error))
        {
            throw StorageFaults.Typed(key.Value, error);
        }
    }

    private void RefuseChangeWhenReadOnly(StoreKey key)
    {
        if (writer is null)
            throw new StoreReadOnlyException($"object {key}");
    }
}
