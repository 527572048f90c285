using Magistral.Contracts.Weights;
using Magistral.Grains.Tests.Cluster;
using Magistral.Method.Generation;
using Xunit;

namespace Magistral.Grains.Tests.Weights;

public sealed class WeightHolderTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly WeightEndpoint First = new("10.0.0.1", 11500);
    private static readonly WeightEndpoint Second = new("10.0.0.2", 11500);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Holders_are_listed_with_what_they_hold_until_they_leave()
    {
        var weights = (await cluster.StartRunAsync()).Weights;
        await weights.HoldAsync(Second, new WeightVersion(3), Cancellation);
        await weights.HoldAsync(First, null, Cancellation);
        Assert.Equal([new(First, null), new(Second, new WeightVersion(3))], await weights.HoldersAsync(Cancellation));
        await weights.ReleaseAsync(First, Cancellation);
        Assert.Equal([new(Second, new WeightVersion(3))], await weights.HoldersAsync(Cancellation));
    }

    [Fact]
    public async Task A_holder_learns_of_the_newest_publication()
    {
        var weights = (await cluster.StartRunAsync()).Weights;
        Assert.Null(await weights.HoldAsync(First, null, Cancellation));
        await weights.PublishAsync(new(0, "a", [], TestRun.Term), Cancellation);
        await weights.PublishAsync(new(1, "b", [new(0, 5)], TestRun.Term), Cancellation);
        Assert.Equal(new PublishedWeights(new(1), 1, "b"), await weights.HoldAsync(First, null, Cancellation));
        Assert.Equal(new PublishedWeights(new(0), 0, "a"), await weights.PublishedAsync(new(0), Cancellation));
        Assert.Null(await weights.PublishedAsync(new(2), Cancellation));
    }

    [Fact]
    public async Task A_run_has_one_token_and_no_other_run_has_it()
    {
        var (one, other) = ((await cluster.StartRunAsync()).Weights, (await cluster.StartRunAsync()).Weights);
        var token = await one.TokenAsync(Cancellation);
        Assert.Equal(token, await one.TokenAsync(Cancellation));
        Assert.NotEqual(token, await other.TokenAsync(Cancellation));
        Assert.Equal(32, Convert.FromBase64String(token.Secret).Length);
        Assert.DoesNotContain(token.Secret, token.ToString(), StringComparison.Ordinal);
    }
}
