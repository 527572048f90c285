using Magistral.Engine.Weights;
using Magistral.Grains.Storage;
using Magistral.Silo.Weights;
using Magistral.Testing.Storage;
using Xunit;

namespace Magistral.Silo.Tests.Weights;

public sealed class StoredWeightsTests : IDisposable
{
    private const int Numbers = 700_003;
    private readonly InMemoryObjectStore store = new();
    private readonly StoredWeights stored;
    private readonly Dictionary<int, string> published = [];
    private readonly WeightReplica replica;

    public StoredWeightsTests()
    {
        stored = new StoredWeights("run-1", store);
        replica = new("run-1", default, Numbers, new WeightExchange(), (version, _) => Task.FromResult(published.GetValueOrDefault(version)));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => replica.Dispose();

    [Fact]
    public async Task What_was_stored_is_taken_in_bit_by_bit()
    {
        using var weights = await PutAsync(3);
        Assert.True(await stored.TryTakeAsync(replica, 3, Cancellation));
        using var taken = replica.Exchange.TakeNewest()!;
        Assert.Equal((3, weights.ContentHash), (taken.Version, taken.ContentHash));
        Assert.True(taken.Values.Span.SequenceEqual(weights.Values.Span));
        Assert.False(await stored.TryTakeAsync(replica, 3, Cancellation)); // nothing newer
    }

    [Fact]
    public async Task The_newest_two_are_kept()
    {
        for (var version = 0; version < 5; version++)
            (await PutAsync(version)).Dispose();
        var keys = new List<string>();
        await foreach (var entry in store.ListAsync("", Cancellation))
            keys.Add(entry.Key.Value);
        Assert.Equal(["runs/run-1/weights/0000000003", "runs/run-1/weights/0000000004"], keys.Order());
    }

    [Fact]
    public async Task A_damaged_object_is_passed_over_for_the_one_before()
    {
        (await PutAsync(3)).Dispose();
        (await PutAsync(4)).Dispose();
        var key = new StoreKey("runs/run-1/weights/0000000004");
        var bytes = (await store.GetAsync(key, Cancellation))!.Content.ToArray();
        bytes[^1] ^= 1;
        await store.PutAsync(key, bytes, PutCondition.None, durable: false, Cancellation);
        Assert.True(await stored.TryTakeAsync(replica, 4, Cancellation));
        Assert.Equal(3, replica.Exchange.NewestVersion);
    }

    [Fact]
    public async Task Weights_that_were_not_published_so_are_not_taken()
    {
        (await PutAsync(3)).Dispose();
        published[3] = "another";
        Assert.False(await stored.TryTakeAsync(replica, 3, Cancellation));
    }

    private async Task<WeightSnapshot> PutAsync(int version)
    {
        var values = new float[Numbers];
        Array.Fill(values, version + 0.5f);
        var weights = new WeightSnapshot(version, values);
        published[version] = weights.ContentHash;
        await stored.PutAsync(weights, Cancellation);
        return weights;
    }
}
