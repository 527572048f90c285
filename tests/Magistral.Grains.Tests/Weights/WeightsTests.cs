using Magistral.Contracts.Weights;
using Magistral.Grains.Tests.Cluster;
using Magistral.Grains.Weights;
using Magistral.Testing.Storage;
using Orleans.Storage;
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

    [Fact]
    public async Task Of_two_grains_of_one_run_the_one_that_was_left_behind_cannot_cut_off_what_the_other_published()
    {
        var store = new InMemoryObjectStore();
        var (old, young) = (new PublicationLog(store, "run"), new PublicationLog(store, "run"));
        await old.AddAsync(Version(0), Cancellation);
        await young.OpenAsync(Cancellation);
        await young.AddAsync(Version(1), Cancellation);
        await young.AddAsync(Version(2), Cancellation);
        await Assert.ThrowsAsync<InconsistentStateException>(() => old.AddAsync(Version(1), Cancellation));
        Assert.Equal([0, 1, 2], (await young.ReadAsync(new(0), 10, Cancellation)).Select(version => version.Version.Number));
    }

    [Fact]
    public async Task A_version_that_was_stored_in_vain_is_replaced()
    {
        var store = new InMemoryObjectStore();
        await new PublicationLog(store, "run").AddAsync(Version(0, "in vain"), Cancellation);
        var next = new PublicationLog(store, "run");
        await next.AddAsync(Version(0), Cancellation);
        Assert.Equal("hash", Assert.Single(await next.ReadAsync(new(0), 10, Cancellation)).ContentHash);
    }

    private static PublishedVersion Version(int number, string hash = "hash") => new(new(number), number, hash, number > 0);
}
