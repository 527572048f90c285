using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Magistral.Contracts;
using Magistral.Grains.Storage;
using Magistral.Storage.Blobs;
using Xunit;

namespace Magistral.Storage.Tests.Blobs;

public sealed class BlobObjectStoreTests(Azurite azurite) : ObjectStoreContract, IAsyncLifetime
{
    private const int BlockBytes = 64 << 10;
    private static readonly StoreKey Key = new("checkpoints/r1/25/weights");
    private static readonly BlobStoreOptions Options = new() { Prefix = "team/", BlockBytes = BlockBytes, ParallelBlocks = 3 };
    private BlobContainerClient container = null!;

    protected override IObjectStore Store => new BlobObjectStore(container, Options);

    public async ValueTask InitializeAsync() => container = await azurite.ContainerAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_changed_byte_is_found_out()
    {
        await PutAsync(Key, "hello");
        var blob = container.GetBlobClient("team/" + Key.Value);
        var metadata = (await blob.GetPropertiesAsync(cancellationToken: Cancellation)).Value.Metadata;
        await blob.UploadAsync(BinaryData.FromString("hellO"), new BlobUploadOptions { Metadata = metadata }, Cancellation);
        await Assert.ThrowsAsync<ObjectCorruptedException>(async () => await Store.GetAsync(Key, Cancellation));
    }

    [Fact]
    public async Task A_blob_that_the_store_did_not_write_is_not_taken_for_an_object()
    {
        await container.GetBlobClient("team/" + Key.Value).UploadAsync(BinaryData.FromString("hello"), Cancellation);
        await Assert.ThrowsAsync<ObjectCorruptedException>(async () => await Store.GetAsync(Key, Cancellation));
    }

    [Fact]
    public async Task Prefixes_keep_stores_of_one_container_apart()
    {
        await PutAsync(Key, "mine");
        var other = new BlobObjectStore(container, Options with { Prefix = "other/" });
        Assert.Null(await other.GetAsync(Key, Cancellation));
        Assert.Empty(await other.ListAsync("", Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_conditional_put_whose_answer_was_lost_is_one_put()
    {
        var first = await PutAsync(Key, "a");
        var store = Reconnected(new BrokenConnection(at: 1, sent: true, times: 1));
        var second = await store.PutAsync(Key, Bytes("b"), PutCondition.IfMatch(first), durable: true, Cancellation);
        Assert.Equal(new ObjectHead(second, 1), await Store.HeadAsync(Key, Cancellation));
    }

    [Fact]
    public async Task A_missing_container_is_named_with_its_mend()
    {
        var nowhere = new BlobObjectStore(azurite.Container("nowhere", null), Options);
        var error = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await nowhere.PutAsync(Key, Bytes("a"), default, true, Cancellation));
        Assert.Contains("create the container", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_gone_is_unavailable()
    {
        var store = Reconnected(new BrokenConnection(at: 1, sent: false));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await store.GetAsync(Key, Cancellation));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(BlockBytes)]
    [InlineData(5 * BlockBytes + 1)]
    public async Task A_put_that_dies_anywhere_leaves_the_old_object_or_the_new_one(int length)
    {
        var (before, after) = (Random(1, length), Random(2, length));
        var died = true;
        for (var at = 1; died; at++)
            foreach (var sent in (bool[])[false, true])
            {
                await Store.PutAsync(Key, before, PutCondition.None, durable: true, Cancellation);
                var dying = Reconnected(new BrokenConnection(at, sent));
                died = await FailsAsync(dying.PutAsync(Key, new MemoryStream(after), PutCondition.None, durable: true, Cancellation));
                var found = (await Store.GetAsync(Key, Cancellation))!.Content;
                Assert.True(found.Span.SequenceEqual(before) || found.Span.SequenceEqual(after), $"request {at}");
                Assert.Single(await KeysAsync(""));
                if (!died) Assert.True(found.Span.SequenceEqual(after));
            }
    }

    [Fact]
    public async Task An_upload_begun_again_sends_only_what_is_missing()
    {
        var content = Random(3, 20 * BlockBytes);
        var dying = Reconnected(new BrokenConnection(at: 15, sent: false));
        Assert.True(await FailsAsync(dying.PutAsync(Key, new MemoryStream(content), default, true, Cancellation)));
        Assert.Empty(await KeysAsync(""));

        var counted = new BrokenConnection(at: int.MaxValue, sent: false);
        await Reconnected(counted).PutAsync(Key, new MemoryStream(content), default, true, Cancellation);
        Assert.InRange(counted.Requests, 3, 12);   // list of blocks, the missing ones, commit; 22 for all
        Assert.True((await Store.GetAsync(Key, Cancellation))!.Content.Span.SequenceEqual(content));
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Random(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static async Task<bool> FailsAsync(ValueTask<ETag> put)
    {
        try
        {
            await put;
            return false;
        }
        catch (MagistralException)
        {
            return true;
        }
    }

    private BlobObjectStore Reconnected(BrokenConnection connection) => new(azurite.Container(container.Name, connection), Options);
}
