using System.Globalization;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Magistral.Grains.Storage;

namespace Magistral.Storage.Blobs;

/// <summary>Objects as block blobs of one container; a blob's name is the prefix and the object's key, its ETag the service's.</summary>
/// <remarks>
/// Thread-safe. The metadata of a blob holds the XxHash128 of its content, checked by every whole read, and the id of the put that wrote it:
/// a conditional put whose answer was lost and that was sent again recognises its own work. Everything stored is durable.
/// </remarks>
public sealed class BlobObjectStore : IObjectStore
{
    private readonly BlobContainerClient container;
    private readonly BlobStoreOptions options;
    private readonly BlockUpload upload;

    /// <param name="container">It must exist. Its retry policy decides how long a call is tried.</param>
    /// <param name="options">Prefix and sizes of uploads.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public BlobObjectStore(BlobContainerClient container, BlobStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(container);
        this.container = container;
        this.options = options ?? new();
        ArgumentOutOfRangeException.ThrowIfLessThan(this.options.BlockBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(this.options.ParallelBlocks, 1);
        upload = new BlockUpload(this.options);
    }

    /// <inheritdoc/>
    public async ValueTask<ETag> PutAsync(StoreKey key, ReadOnlyMemory<byte> content, PutCondition condition, bool durable, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (content.Length > options.BlockBytes)
        {
            using var stream = BinaryData.FromBytes(content).ToStream();
            return await PutAsync(key, stream, condition, durable, cancellation);
        }

        var stamp = PutStamp.Of(XxHash128.HashToUInt128(content.Span));
        return await WriteAsync(key, condition, stamp, async (client, conditions) =>
        {
            var settings = new BlobUploadOptions { Conditions = conditions, Metadata = stamp.ToMetadata() };
            return (await client.Blob.UploadAsync(BinaryData.FromBytes(content), settings, cancellation)).Value;
        }, cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The stream goes up as blocks, several at a time, and becomes the object when their list is committed. Blocks are named by their content, so the
    /// same stream put again after a crash sends only what is missing.
    /// </remarks>
    public async ValueTask<ETag> PutAsync(StoreKey key, Stream content, PutCondition condition, bool durable, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        var client = Client(key);
        var (blocks, hash) = await BlobFaults.TypedAsync(key.Value, () => upload.StageAsync(client.Blocks, content, cancellation), cancellation);
        var stamp = PutStamp.Of(hash);
        return await WriteAsync(key, condition, stamp, async (target, conditions) =>
        {
            var settings = new CommitBlockListOptions { Conditions = conditions, Metadata = stamp.ToMetadata() };
            return (await target.Blocks.CommitBlockListAsync(blocks, settings, cancellation)).Value;
        }, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<StoredObject?> GetAsync(StoreKey key, CancellationToken cancellation)
    {
        var got = await ReadAsync(key, default, cancellation);
        if (got is not { } found) return null;
        var content = found.Content.ToMemory();
        var recorded = PutStamp.HashIn(found.Details.Metadata) ?? throw new ObjectCorruptedException(key, "a hash in its metadata", "none");
        var hash = PutStamp.Text(XxHash128.HashToUInt128(content.Span));
        return hash == recorded
            ? new(content, Tag(found.Details.ETag), content.Length)
            : throw new ObjectCorruptedException(key, recorded, hash);
    }

    /// <inheritdoc/>
    public async ValueTask<StoredObject?> GetRangeAsync(StoreKey key, long offset, int length, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length > 0 && await ReadAsync(key, new(offset, length), cancellation) is { } found)
            return new(found.Content.ToMemory(), Tag(found.Details.ETag), TotalOf(found.Details));
        return await HeadAsync(key, cancellation) is { } head ? new(ReadOnlyMemory<byte>.Empty, head.ETag, head.Length) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<ObjectHead?> HeadAsync(StoreKey key, CancellationToken cancellation)
    {
        var properties = await PropertiesAsync(key, cancellation);
        return properties is null ? null : new ObjectHead(Tag(properties.ETag), properties.ContentLength);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Contains("..", StringComparison.Ordinal)) yield break;   // no key holds it, and services differ in how they read it
        var pages = container.GetBlobsAsync(new GetBlobsOptions { Prefix = options.Prefix + prefix }, cancellation).AsPages().GetAsyncEnumerator(cancellation);
        await using (pages)
        {
            while (await BlobFaults.TypedAsync($"{options.Prefix}{prefix}", async () => await pages.MoveNextAsync(), cancellation))
                foreach (var blob in pages.Current.Values)
                    yield return new(new StoreKey(blob.Name[options.Prefix.Length..]), blob.Properties.ContentLength ?? 0);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(StoreKey key, ETag? ifMatch, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var conditions = ifMatch is { } tag ? new BlobRequestConditions { IfMatch = new(tag.Value) } : null;
        try
        {
            return await BlobFaults.TypedAsync(
                key.Value,
                async () => (await Client(key).Blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, conditions, cancellation)).Value,
                cancellation);
        }
        catch (BlobConditionException)
        {
            var found = (await HeadAsync(key, cancellation))?.ETag;
            return found is null ? false : throw new ETagMismatchException(key, ifMatch, found);
        }
    }

    private static ETag Tag(Azure.ETag etag) => new(etag.ToString());

    // "bytes 3-4/10" tells the whole length of a ranged read
    private static long TotalOf(BlobDownloadDetails details) =>
        details.ContentRange is { } range && long.TryParse(range.AsSpan(range.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var total)
            ? total
            : details.ContentLength;

    private async Task<ETag> WriteAsync(
        StoreKey key, PutCondition condition, PutStamp stamp, Func<BlobClients, BlobRequestConditions?, Task<BlobContentInfo>> write, CancellationToken cancellation)
    {
        var client = Client(key);
        try
        {
            return Tag((await BlobFaults.TypedAsync(key.Value, () => write(client, Conditions(condition)), cancellation)).ETag);
        }
        catch (BlobConditionException)
        {
            var stored = await PropertiesAsync(key, cancellation);
            if (stored is not null && stamp.Wrote(stored.Metadata)) return Tag(stored.ETag);
            throw new ETagMismatchException(key, condition.RequiredETag, stored is null ? null : Tag(stored.ETag));
        }
    }

    private static BlobRequestConditions? Conditions(PutCondition condition) =>
        condition.RequiresAbsence ? new() { IfNoneMatch = Azure.ETag.All }
        : condition.RequiredETag is { } tag ? new() { IfMatch = new(tag.Value) }
        : null;

    private async Task<BlobDownloadResult?> ReadAsync(StoreKey key, Azure.HttpRange range, CancellationToken cancellation) =>
        await BlobFaults.NullWhenAbsentAsync(
            key.Value, async () => (await Client(key).Blob.DownloadContentAsync(new BlobDownloadOptions { Range = range }, cancellation)).Value, cancellation);

    private async Task<BlobProperties?> PropertiesAsync(StoreKey key, CancellationToken cancellation) =>
        await BlobFaults.NullWhenAbsentAsync(key.Value, async () => (await Client(key).Blob.GetPropertiesAsync(null, cancellation)).Value, cancellation);

    private BlobClients Client(StoreKey key) => new(container, options.Prefix + key.Value);
}
