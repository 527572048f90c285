using CsCheck;
using Magistral.Method.Generation;
using Xunit;

namespace Magistral.Method.Tests;

public sealed class WeightVersionTests
{
    [Fact]
    public void Versions_are_ordered_as_they_were_published() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 1000]).Sample((a, b) =>
        {
            var (left, right) = (new WeightVersion(a), new WeightVersion(b));
            bool[] numbers = [a < b, a > b, a <= b, a >= b];
            bool[] versions = [left < right, left > right, left <= right, left >= right];
            Assert.Equal(numbers, versions);
            Assert.Equal(Math.Sign(a.CompareTo(b)), Math.Sign(left.CompareTo(right)));
        });

    [Fact]
    public void The_lag_of_a_token_is_counted_in_versions_since_it_was_sampled() =>
        Assert.Equal(2, new WeightVersion(7).LagVersions(new(5)));
}
