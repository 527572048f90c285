using System.Text;
using CsCheck;
using Magistral.Grains.Storage;
using Xunit;

namespace Magistral.Storage.Tests;

/// <summary>What every object store promises.</summary>
public abstract class ObjectStoreContract
{
    private static readonly StoreKey Key = new("runs/r1/state");

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract IObjectStore Store { get; }

    [Fact]
    public async Task What_is_put_is_got_with_its_etag_and_length()
    {
        var etag = await PutAsync(Key, "hello");
        var got = await Store.GetAsync(Key, Cancellation);
        Assert.NotNull(got);
        Assert.Equal("hello", Encoding.UTF8.GetString(got.Content.Span));
        Assert.Equal((etag, 5), (got.ETag, got.Length));
    }

    [Fact]
    public async Task An_absent_object_is_null()
    {
        Assert.Null(await Store.GetAsync(Key, Cancellation));
        Assert.Null(await Store.GetRangeAsync(Key, 0, 10, Cancellation));
        Assert.Null(await Store.HeadAsync(Key, Cancellation));
    }

    [Fact]
    public async Task The_head_tells_version_and_length()
    {
        var etag = await PutAsync(Key, "hello");
        Assert.Equal(new ObjectHead(etag, 5), await Store.HeadAsync(Key, Cancellation));
    }

    [Fact]
    public async Task An_empty_object_is_an_object()
    {
        await PutAsync(Key, "");
        Assert.Equal(0, (await Store.GetAsync(Key, Cancellation))?.Content.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(1000)]
    public async Task A_stream_reads_all_of_an_object_range_by_range(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        await Store.PutAsync(Key, bytes, PutCondition.None, durable: false, Cancellation);
        await using var stream = await StoredObjectStream.OpenAsync(Store, Key, Cancellation, rangeBytes: 64);
        Assert.Equal(length, stream!.Length);
        Assert.Equal(bytes, await AllAsync(stream));
    }

    [Fact]
    public async Task A_stream_notices_that_its_object_was_replaced()
    {
        await PutAsync(Key, new string('a', 1000));
        await using var stream = await StoredObjectStream.OpenAsync(Store, Key, Cancellation, rangeBytes: 10);
        await stream!.ReadExactlyAsync(new byte[10], Cancellation);
        await PutAsync(Key, new string('b', 1000));
        await Assert.ThrowsAsync<ObjectCorruptedException>(() => AllAsync(stream));
    }

    [Fact]
    public async Task There_is_no_stream_of_an_absent_object() => Assert.Null(await StoredObjectStream.OpenAsync(Store, Key, Cancellation));

    [Fact]
    public async Task Every_put_gives_a_new_etag()
    {
        var first = await PutAsync(Key, "a");
        var second = await PutAsync(Key, "a");
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task An_etag_is_not_given_again_after_a_delete()
    {
        var first = await PutAsync(Key, "a");
        await Store.DeleteAsync(Key, null, Cancellation);
        Assert.NotEqual(first, await PutAsync(Key, "a"));
    }

    [Fact]
    public async Task A_put_over_the_version_that_was_read_succeeds()
    {
        var first = await PutAsync(Key, "a");
        await PutAsync(Key, "b", PutCondition.IfMatch(first));
        Assert.Equal("b", await TextAsync(Key));
    }

    [Fact]
    public async Task A_put_over_another_version_changes_nothing()
    {
        var first = await PutAsync(Key, "a");
        var second = await PutAsync(Key, "b");
        var error = await Assert.ThrowsAsync<ETagMismatchException>(() => PutAsync(Key, "c", PutCondition.IfMatch(first)));
        Assert.Equal((Key, first, second), (error.Key, error.Expected, error.Found));
        Assert.Equal("b", await TextAsync(Key));
    }

    [Fact]
    public async Task A_put_that_needs_a_version_fails_where_there_is_none()
    {
        var error = await Assert.ThrowsAsync<ETagMismatchException>(() => PutAsync(Key, "c", PutCondition.IfMatch(new("1"))));
        Assert.Null(error.Found);
        Assert.Null(await Store.HeadAsync(Key, Cancellation));
    }

    [Fact]
    public async Task A_put_if_absent_happens_once()
    {
        await PutAsync(Key, "a", PutCondition.IfAbsent);
        await Assert.ThrowsAsync<ETagMismatchException>(() => PutAsync(Key, "b", PutCondition.IfAbsent));
        Assert.Equal("a", await TextAsync(Key));
    }

    [Fact]
    public async Task A_put_if_absent_happens_again_after_a_delete()
    {
        await PutAsync(Key, "a", PutCondition.IfAbsent);
        Assert.True(await Store.DeleteAsync(Key, null, Cancellation));
        await PutAsync(Key, "b", PutCondition.IfAbsent);
        Assert.Equal("b", await TextAsync(Key));
    }

    [Fact]
    public async Task A_repeated_delete_answers_false()
    {
        await PutAsync(Key, "a");
        Assert.True(await Store.DeleteAsync(Key, null, Cancellation));
        Assert.False(await Store.DeleteAsync(Key, null, Cancellation));
    }

    [Fact]
    public async Task A_delete_of_another_version_leaves_the_object()
    {
        var first = await PutAsync(Key, "a");
        await PutAsync(Key, "b");
        await Assert.ThrowsAsync<ETagMismatchException>(async () => await Store.DeleteAsync(Key, first, Cancellation));
        Assert.Equal("b", await TextAsync(Key));
    }

    [Theory]
    [InlineData(0, 4, "0123")]
    [InlineData(3, 2, "34")]
    [InlineData(8, 9, "89")]
    [InlineData(10, 1, "")]
    [InlineData(99, 1, "")]
    [InlineData(0, 0, "")]
    public async Task A_range_holds_the_bytes_asked_for(long offset, int length, string expected)
    {
        var etag = await PutAsync(Key, "0123456789");
        var got = await Store.GetRangeAsync(Key, offset, length, Cancellation);
        Assert.NotNull(got);
        Assert.Equal(expected, Encoding.UTF8.GetString(got.Content.Span));
        Assert.Equal((etag, 10), (got.ETag, got.Length));
    }

    [Fact]
    public async Task A_listing_is_in_ordinal_order_and_holds_the_prefix_alone()
    {
        foreach (var key in (string[])["a/b/2", "a/b/10", "a-b", "a/c", "ab", "b/a"])
            await PutAsync(new(key), key);
        Assert.Equal(["a-b", "a/b/10", "a/b/2", "a/c", "ab", "b/a"], await KeysAsync(""));
        Assert.Equal(["a/b/10", "a/b/2", "a/c"], await KeysAsync("a/"));
        Assert.Equal(["a/b/10"], await KeysAsync("a/b/1"));
        Assert.Equal(["a/b/10", "a/b/2"], await KeysAsync("a/b"));
        Assert.Equal(["a-b", "a/b/10", "a/b/2", "a/c", "ab"], await KeysAsync("a"));
        Assert.Empty(await KeysAsync("c"));
        Assert.Empty(await KeysAsync("../"));
    }

    [Fact]
    public async Task A_listing_tells_lengths_and_forgets_what_was_deleted()
    {
        await PutAsync(new("x/1"), "four");
        await PutAsync(new("x/2"), "gone");
        await Store.DeleteAsync(new("x/2"), null, Cancellation);
        var entry = Assert.Single(await Store.ListAsync("x/", Cancellation).ToListAsync(Cancellation));
        Assert.Equal(new(new("x/1"), 4), entry);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(5, true)]
    [InlineData(3_000_001, false)]
    [InlineData(3_000_001, true)]
    public async Task A_stream_is_stored_whole(int length, bool durable)
    {
        var content = new byte[length];
        new Random(1).NextBytes(content);
        var etag = await Store.PutAsync(Key, new MemoryStream(content), PutCondition.IfAbsent, durable, Cancellation);
        var got = await Store.GetAsync(Key, Cancellation);
        Assert.NotNull(got);
        Assert.True(got.Content.Span.SequenceEqual(content));
        Assert.Equal((etag, length), (got.ETag, got.Length));
    }

    [Fact]
    public async Task A_stream_obeys_the_condition()
    {
        await PutAsync(Key, "a");
        await Assert.ThrowsAsync<ETagMismatchException>(async () =>
            await Store.PutAsync(Key, new MemoryStream([1]), PutCondition.IfAbsent, durable: true, Cancellation));
        Assert.Equal("a", await TextAsync(Key));
    }

    [Fact]
    public async Task A_stream_that_fails_leaves_what_was_there()
    {
        await PutAsync(Key, "a");
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
            await Store.PutAsync(Key, new FailingStream(), PutCondition.None, durable: false, Cancellation));
        Assert.Equal("a", await TextAsync(Key));
        Assert.Equal([Key.Value], await KeysAsync(""));
    }

    [Fact]
    public async Task A_cancelled_put_stores_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Store.PutAsync(Key, new byte[] { 1 }, PutCondition.None, durable: false, new CancellationToken(canceled: true)));
        Assert.Null(await Store.HeadAsync(Key, Cancellation));
    }

    [Fact]
    public async Task Each_etag_is_won_once_however_many_try() => await Gen.Int[2, 8].SampleAsync(async writers =>
    {
        var key = StoreKey.Of("race", Guid.NewGuid().ToString("N"));
        var first = await PutAsync(key, "0");
        var won = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => RaiseAsync(key, writer, rounds: 5))));
        Assert.Equal("" + writers * 5, await TextAsync(key));
        var replaced = won.SelectMany(list => list).ToList();
        Assert.Equal(writers * 5, replaced.Distinct().Count());
        Assert.Contains(first, replaced);
    }, iter: 12, threads: 1);

    [Fact]
    public async Task Readers_see_whole_objects_while_writers_replace_them()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await PutAsync(Key, new string('a', 4000));
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
                await PutAsync(Key, new string((char)('a' + i % 26), 1000 + i % 5000));
        }, Cancellation);
        for (var i = 0; i < 500; i++)
            Assert.Single((await TextAsync(Key)).Distinct());
        await stop.CancelAsync();
        await writing;
    }

    protected async Task<ETag> PutAsync(StoreKey key, string text, PutCondition condition = default) =>
        await Store.PutAsync(key, Encoding.UTF8.GetBytes(text), condition, durable: false, Cancellation);

    protected async Task<string> TextAsync(StoreKey key) =>
        Encoding.UTF8.GetString((await Store.GetAsync(key, Cancellation))!.Content.Span);

    protected async Task<List<string>> KeysAsync(string prefix) =>
        await Store.ListAsync(prefix, Cancellation).Select(entry => entry.Key.Value).ToListAsync(Cancellation);

    private static async Task<byte[]> AllAsync(Stream stream)
    {
        var all = new MemoryStream();
        await stream.CopyToAsync(all, Cancellation);
        return all.ToArray();
    }

    // Adds one to the number stored, again and again until it wins; answers the versions it replaced.
    private async Task<List<ETag>> RaiseAsync(StoreKey key, int writer, int rounds)
    {
        var replaced = new List<ETag>();
        while (replaced.Count < rounds)
        {
            var read = (await Store.GetAsync(key, Cancellation))!;
            var next = int.Parse(Encoding.UTF8.GetString(read.Content.Span), null) + 1;
            try
            {
                await PutAsync(key, next.ToString((IFormatProvider?)null), PutCondition.IfMatch(read.ETag));
                replaced.Add(read.ETag);
            }
            catch (ETagMismatchException)
            {
                await Task.Yield();
            }
        }
        return replaced;
    }

    private sealed class FailingStream : MemoryStream
    {
        private int reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            reads++ == 0 ? new(buffer.Length) : throw new InvalidDataException("the source broke");
    }
}
