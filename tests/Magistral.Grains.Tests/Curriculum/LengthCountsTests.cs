using Magistral.Grains.Curriculum;
using Xunit;

namespace Magistral.Grains.Tests.Curriculum;

public sealed class LengthCountsTests
{
    [Fact]
    public void Lengths_of_one_bucket_are_counted_together_by_rising_bucket()
    {
        var counts = LengthCounts.Of([1000, 1, 1, 1000, 1]);
        Assert.Equal([3, 2], counts.Select(count => count.Completions));
        Assert.True(counts[0].Tokens < counts[1].Tokens);
        Assert.Empty(LengthCounts.Of([]));
    }

    [Fact]
    public void The_counts_of_two_are_those_of_all_lengths_together() =>
        Assert.Equal(LengthCounts.Of([1, 1, 5, 1000]), LengthCounts.Merge(LengthCounts.Of([1000, 1]), LengthCounts.Of([5, 1])));
}
