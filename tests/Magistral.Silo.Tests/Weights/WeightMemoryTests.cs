using Xunit;

namespace Magistral.Silo.Tests.Weights;

/// <summary>Alone, since the memory of the process is measured.</summary>
[CollectionDefinition("memory", DisableParallelization = true)]
[Collection("memory")]
public sealed class WeightMemoryTests
{
    private const int Numbers = 300_001;
    private readonly WeightBooks books = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memory_stays_flat_over_many_publications()
    {
        await using var trainer = await WeightSilo.StartAsync(books, Numbers);
        await using var first = await WeightSilo.StartAsync(books, Numbers);
        await using var second = await WeightSilo.StartAsync(books, Numbers);
        for (var version = 0; version < 10; version++) await PublishAsync(version);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var version = 10; version < 60; version++) await PublishAsync(version);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 2L * 4 * Numbers);

        async Task PublishAsync(int version)
        {
            using var weights = books.Publish(version, Numbers);
            Assert.Empty(await trainer.Transport.BroadcastAsync(trainer.Replica, weights, [first.Endpoint, second.Endpoint], Cancellation));
            Assert.True(first.Serves(weights) && second.Serves(weights));
        }
    }
}
