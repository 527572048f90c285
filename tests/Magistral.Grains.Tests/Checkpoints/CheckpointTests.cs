using Magistral.Contracts.Checkpoints;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.Checkpoints;

public sealed class CheckpointTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_attempt_leaves_the_committed_checkpoint_until_it_commits_itself()
    {
        var checkpoint = cluster.Grains.GetGrain<ICheckpointGrain>($"{Guid.NewGuid():N}/25");
        Assert.Equal(1, await checkpoint.BeginAsync(TestRun.Term, Cancellation));
        Assert.Equal(CheckpointStatus.Writing, (await checkpoint.DescribeAsync(Cancellation)).Status);
        await checkpoint.CommitAsync(Manifest("a"), TestRun.Term, Cancellation);
        Assert.Equal(2, await checkpoint.BeginAsync(TestRun.Term, Cancellation));
        var between = await checkpoint.DescribeAsync(Cancellation);
        Assert.Equal((CheckpointStatus.Committed, "a"), (between.Status, between.Manifest!.Parts[0].Key));
        await checkpoint.CommitAsync(Manifest("b"), TestRun.Term, Cancellation);
        Assert.Equal("b", (await checkpoint.DescribeAsync(Cancellation)).Manifest!.Parts[0].Key);
    }

    private static CheckpointManifest Manifest(string key) => new(25, new(25), DateTimeOffset.UnixEpoch, [new("weights", key, 1, "00")]);
}
