using Magistral.Contracts.Generation;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Weights;
using Magistral.Engine.Generation;
using Magistral.Silo.Generation;
using Magistral.Silo.Models;
using Xunit;

namespace Magistral.Silo.Tests.Generation;

public sealed class RolloutPrefixTests
{
    [Fact]
    public void A_beginning_travels_to_a_group_and_back()
    {
        var sampled = new SequencePrefix([4, 5, 6], [-0.5f, -1f, -2f], [new(1, 2), new(2, 1)]);
        var message = RolloutPrefix.Message(new(new SequenceId(9, 3).Value, sampled));
        Assert.Equal(3, message.Index);
        var back = RolloutPrefix.Of(Lease(message), 3, maxNewTokens: 10, version: 2, maxStaleness: 1)!;
        Assert.Equal(sampled.Tokens, back.Tokens);
        Assert.Equal(sampled.LogProbs, back.LogProbs);
        Assert.Equal(sampled.Versions, back.Versions);
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
        Assert.Null(RolloutPrefix.Of(Lease(Partial(version: 0) with { LogProbs = [] }), 3, maxNewTokens: 10, version: 0, maxStaleness: 1));
    }

    private static PartialRollout Partial(int version) => new(3, TokenBytes.Of(new int[] { 4, 5 }), TokenBytes.Of(new float[] { -0.5f, -1f }), [new VersionSpan(new(version), 2)]);

    private static GroupLease Lease(PartialRollout partial) => new(9, null!, [2, 3], DateTimeOffset.UnixEpoch, [partial]);
}
