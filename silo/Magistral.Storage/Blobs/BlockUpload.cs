using System.Buffers;
using System.IO.Hashing;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Magistral.Storage.Blobs;

/// <summary>Sends a stream as blocks, several at a time, each at once when it is read; a block that a crashed upload left is not sent again.</summary>
internal sealed class BlockUpload(BlobStoreOptions options)
{
    /// <summary>Stages every block and answers their ids in order, and the XxHash128 of the whole.</summary>
    public async Task<(IReadOnlyList<string> Blocks, UInt128 Hash)> StageAsync(BlockBlobClient blob, Stream content, CancellationToken cancellation)
    {
        var ids = new List<string>();
        var hash = new XxHash128();
        var left = await LeftByAnEarlierUploadAsync(blob, cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var underWay = new List<Task>();
        try
        {
            for (var more = true; more;)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(options.BlockBytes);
                var length = await content.ReadAtLeastAsync(buffer.AsMemory(0, options.BlockBytes), options.BlockBytes, throwOnEndOfStream: false, stop.Token);
                more = length == options.BlockBytes;
                hash.Append(buffer.AsSpan(0, length));
                var id = BlockId(ids.Count, buffer.AsSpan(0, length));
                if (length > 0) ids.Add(id);
                if (length == 0 || left.Contains((id, length)))
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    continue;
                }

                underWay.Add(StageAsync(blob, id, buffer, length, stop.Token));
                await RoomAsync(underWay);
            }

            await Task.WhenAll(underWay);
        }
        catch
        {
            await stop.CancelAsync();
            await Task.WhenAll(underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);   // the first failure is thrown below
            throw;
        }

        return (ids, hash.GetCurrentHashAsUInt128());
    }

    private static async Task StageAsync(BlockBlobClient blob, string id, byte[] buffer, int length, CancellationToken cancellation)
    {
        try
        {
            using var block = new MemoryStream(buffer, 0, length, writable: false);
            await blob.StageBlockAsync(id, block, options: null, cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<HashSet<(string Id, long Length)>> LeftByAnEarlierUploadAsync(BlockBlobClient blob, CancellationToken cancellation)
    {
        var list = await BlobFaults.NullWhenAbsentAsync(
            blob.Name, async () => (await blob.GetBlockListAsync(BlockListTypes.Uncommitted, cancellationToken: cancellation)).Value, cancellation);
        return list is null ? [] : [.. list.UncommittedBlocks.Select(block => (block.Name, block.SizeLong))];
    }

    // All ids of a blob must be of one length; the position keeps equal blocks apart.
    private static string BlockId(int position, ReadOnlySpan<byte> content)
    {
        Span<byte> id = stackalloc byte[20];
        BitConverter.TryWriteBytes(id, position);
        XxHash128.Hash(content, id[4..]);
        return Convert.ToBase64String(id);
    }

    private async Task RoomAsync(List<Task> underWay)
    {
        while (underWay.Count >= options.ParallelBlocks)
        {
            var done = await Task.WhenAny(underWay);
            underWay.Remove(done);
            await done;
        }
    }
}
