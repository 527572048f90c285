using Magistral.Contracts.PromptGroups;
using Magistral.Method.Generation;
using Magistral.Silo.Generation;
using Xunit;

namespace Magistral.Silo.Tests.Generation;

public sealed class RolloutPrefixTests
{
    [Fact]
    public void A_beginning_travels_to_a_group_and_back()
    {
        var sampled = new TokenStream([4, 5, 6], [-0.5f, -1f, -2f], [new(2, new(1)), new(1, new(2))]);
        var message = new PartialRollout(SequenceId.Of(new SequenceId(9, 3).Value).Index, sampled);
        Assert.Equal(3, message.Index);
        var back = RolloutPrefix.Of(Lease(message), 3, maxNewTokens: 10, version: 2, maxStaleness: 1)!;
        Assert.Equal(sampled, back);
    }

    [Theory]
    [InlineData(5, 1, false)]
    [InlineData(4, 1, true)]
    [InlineData(99, -1, true)]
    [InlineData(0, 1, true)]
    public void A_beginning_beyond_the_bound_of_staleness_is_begun_anew(int version, int maxStaleness, bool isKept) =>
        Assert.Equal(isKept, RolloutPrefix.Of(Lease(Partial(version: 3)), 3, maxNewTokens: 10, version, maxStaleness) is not null);

    [Fact]
    public void Other_rollouts_and_beginnings_that_are_too_long_or_not_whole_are_begun_anew()
    {
        Assert.Null(RolloutPrefix.Of(Lease(Partial(version: 0)), 2, maxNewTokens: 10, version: 0, maxStaleness: 1));
        Assert.Null(RolloutPrefix.Of(Lease(Partial(version: 0)), 3, maxNewTokens: 1, version: 0, maxStaleness: 1));
        Assert.Null(RolloutPrefix.Of(Lease(new(3, Partial(version: 0).Completion with { LogProbs = [] })), 3, maxNewTokens: 10, version: 0, maxStaleness: 1));
    }

    [Fact]
    public void Given_tokens_of_a_beginning_are_no_older_than_any()
    {
        var mixed = TokenStream.Given([8]).Append(Partial(version: 3).Completion);
        Assert.Equal(mixed, RolloutPrefix.Of(Lease(new(3, mixed)), 3, maxNewTokens: 10, version: 4, maxStaleness: 1));
        Assert.Null(RolloutPrefix.Of(Lease(new(3, mixed)), 3, maxNewTokens: 10, version: 5, maxStaleness: 1));
        Assert.NotNull(RolloutPrefix.Of(Lease(new(3, TokenStream.Given([8]))), 3, maxNewTokens: 10, version: 99, maxStaleness: 1));
    }

    private static PartialRollout Partial(int version) => new(3, TokenStream.Sampled([4, 5], [-0.5f, -1f], new(version)));

    private static GroupLease Lease(PartialRollout partial) => new(9, null!, [2, 3], DateTimeOffset.UnixEpoch, [partial]);
}
