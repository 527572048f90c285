using Magistral.Engine.Weights;
using Xunit;

namespace Magistral.Engine.Tests.Weights;

public sealed class WeightExchangeTests
{
    [Fact]
    public void The_highest_version_is_the_newest_whatever_the_order()
    {
        var exchange = new WeightExchange();
        foreach (var version in (int[])[1, 3, 2]) exchange.Publish(new(version, new float[1]));
        Assert.Equal(3, exchange.Newest?.Version);
    }

    [Fact]
    public void Publishers_at_the_same_time_leave_the_highest_version()
    {
        var exchange = new WeightExchange();
        Parallel.For(1, 500, version => exchange.Publish(new(version, new float[1])));
        Assert.Equal(499, exchange.Newest?.Version);
    }

    [Fact]
    public void The_content_hash_depends_on_the_values_alone() =>
        Assert.Equal(new WeightSnapshot(1, new float[] { 1, 2 }).ContentHash, new WeightSnapshot(2, new float[] { 1, 2 }).ContentHash);
}
