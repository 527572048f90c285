using Magistral.Grains.Storage;
using Magistral.Testing.Storage;
using Orleans.Storage;
using Xunit;

namespace Magistral.Grains.Tests.Storage;

public sealed class ChunkedLogTests
{
    private const int ChunkEntries = 4;
    private readonly InMemoryObjectStore store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_is_added_and_cut_off_it_holds_what_a_list_would(int seed)
    {
        var random = new Random(seed);
        var (log, expected) = (Log(), new List<int>());
        for (var round = 0; round < 60; round++)
        {
            var entries = Enumerable.Range(0, random.Next(7)).Select(_ => random.Next()).ToList();
            var at = random.Next(3) == 0 ? random.Next(expected.Count + 1) : expected.Count;
            await log.WriteAsync(at, entries, Cancellation);
            expected = [.. expected.Take(at), .. entries];
            if (random.Next(4) == 0)
                log = Log();
            Assert.Equal(expected, await log.ReadAsync(Cancellation));
            var (from, count) = (random.Next(expected.Count + 2), random.Next(10));
            Assert.Equal(expected.Skip(from).Take(count), await log.ReadAsync(from, count, Cancellation));
            Assert.Equal(expected.Count, await log.CountAsync(Cancellation));
        }
    }

    [Fact]
    public async Task Adding_writes_the_newest_object_alone()
    {
        await Log().AddAsync([.. Enumerable.Range(0, 9)], Cancellation);
        var before = await TagsAsync();
        await Log().AddAsync([9], Cancellation);
        Assert.Equal([false, false, true], (await TagsAsync()).Zip(before, (now, then) => now != then));
    }

    [Fact]
    public async Task What_is_left_empty_at_its_end_is_not_a_part_of_it()
    {
        await Log().AddAsync([.. Enumerable.Range(0, 9)], Cancellation);
        foreach (var (key, content) in (IEnumerable<(string, byte[])>)[("log/000001", "[4]"u8.ToArray()), ("log/000002", "[]"u8.ToArray())])
            await store.PutAsync(new(key), content, PutCondition.None, durable: false, Cancellation);
        Assert.Equal([0, 1, 2, 3, 4], await Log().ReadAsync(Cancellation));
        await Log().AddAsync([.. Enumerable.Range(5, 6)], Cancellation);
        Assert.Equal(Enumerable.Range(0, 11), await Log().ReadAsync(Cancellation));
    }

    [Fact]
    public async Task Who_was_left_behind_cannot_cut_it_off()
    {
        var (old, young) = (Log(), Log());
        await old.AddAsync([.. Enumerable.Range(0, 9)], Cancellation);
        await young.AddAsync([9], Cancellation);
        await Assert.ThrowsAsync<InconsistentStateException>(() => old.WriteAsync(2, [], Cancellation));
        Assert.Equal(Enumerable.Range(0, 10), await young.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task A_gap_is_a_mistake_unless_whole_objects_are_lost()
    {
        await Log().AddAsync([0], Cancellation);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Log().WriteAsync(2, [2], Cancellation));
        await Log().WriteAsync(2 * ChunkEntries, [8], Cancellation);
        await Assert.ThrowsAsync<ObjectCorruptedException>(() => Log().ReadAsync(ChunkEntries, 1, Cancellation));
        Assert.Equal([8], await Log().ReadAsync(2 * ChunkEntries, 9, Cancellation));
    }

    private ChunkedLog<int> Log() => new(store, "log/", ChunkEntries);

    private async Task<List<ETag>> TagsAsync()
    {
        var tags = new List<ETag>();
        await foreach (var entry in store.ListAsync("log/", Cancellation))
            tags.Add((await store.GetAsync(entry.Key, Cancellation))!.ETag);
        return tags;
    }
}
