using Xunit;

namespace Magistral.Contracts.Tests.Texts;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 rollouts")]
    [InlineData(1, "1 rollout")]
    [InlineData(2, "2 rollouts")]
    [InlineData(1_000, "1000 rollouts")]
    public void One_has_no_plural(long count, string expected) => Assert.Equal(expected, Counted.Of(count, "rollout"));

    [Fact]
    public void A_verb_follows_its_noun() =>
        Assert.Equal(("1 group was", "2 groups were"), (Counted.Of(1, "group was", "groups were"), Counted.Of(2, "group was", "groups were")));
}
