using Magistral.Contracts.Weights;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.Weights;

public sealed class WeightsTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_count_up_from_zero_and_a_repeated_publication_keeps_its_number()
    {
        var run = await cluster.StartRunAsync();
        Assert.Equal(0, (await run.Weights.PublishAsync(new(0, "a", [], TestRun.Term), Cancellation)).Number);
        Assert.Equal(1, (await run.Weights.PublishAsync(new(1, "b", [new(0, 5)], TestRun.Term), Cancellation)).Number);
        Assert.Equal(1, (await run.Weights.PublishAsync(new(1, "b", [new(0, 5)], TestRun.Term), Cancellation)).Number);
    }

    [Fact]
    public async Task Falling_back_strikes_updates_from_the_ledger_and_never_reuses_a_version()
    {
        var run = await cluster.StartRunAsync();
        await run.Weights.PublishAsync(new(0, "a", [], TestRun.Term), Cancellation);
        await run.Weights.PublishAsync(new(1, "b", [new(0, 5)], TestRun.Term), Cancellation);
        await run.Weights.CheckpointCommittedAsync(1, TestRun.Term, Cancellation);
        await run.Weights.PublishAsync(new(2, "c", [new(0, 1), new(1, 7)], TestRun.Term), Cancellation);
        await run.Weights.FallBackAsync(1, TestRun.Term, Cancellation);
        Assert.Equal(3, (await run.Weights.PublishAsync(new(1, "b", [], TestRun.Term), Cancellation)).Number);
        Assert.Equal([new LagCount(0, 5)], (await run.Weights.DescribeAsync(Cancellation)).Lags);
    }
}
