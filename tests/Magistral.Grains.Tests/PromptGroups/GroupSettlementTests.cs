using Magistral.Method.Rewards;
using Magistral.Method.Generation;
using Magistral.Method.Curriculum;
using Magistral.Method.Advantages;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Verification;
using Magistral.Grains.PromptGroups;
using Xunit;
using static Magistral.Grains.Tests.PromptGroups.PlayedGroup;

namespace Magistral.Grains.Tests.PromptGroups;

public sealed class GroupSettlementTests
{
    [Fact]
    public void Differing_rewards_are_signal_with_advantages_that_are_centred()
    {
        var ready = Settled(Terms, Right(0), Wrong(1));
        Assert.Equal((GroupPhase.Ready, null), (ready.Phase, ready.End));
        Assert.Equal([0.45, -0.45], ready.Records.Select(rollout => Math.Round(rollout.Advantage!.Value, 9)));
        Assert.Equal("scored: 1 of 2 right, mean reward 0.55", ready.Timeline[^1].What);
    }

    [Fact]
    public void Where_the_group_normalises_the_advantages_have_a_deviation_of_one() =>
        Assert.Equal([1, -1], Settled(Terms with { Advantage = AdvantageKind.Group }, Right(0), Wrong(1)).Records.Select(rollout => Math.Round(rollout.Advantage!.Value, 3)));

    [Fact]
    public void Equal_rewards_end_the_group_and_say_why()
    {
        Assert.Equal(new GroupEnd(GroupPhase.NoSignal, GroupEnd.AllRight), Settled(Terms, Right(0), Right(1)).End);
        Assert.Equal(new GroupEnd(GroupPhase.NoSignal, GroupEnd.AllWrong), Settled(Terms, Wrong(0), Wrong(1)).End);
        var wrongButAsGood = new RolloutScore(1, new(VerdictKind.Incorrect, new(0.1, 0.9, 0, 0), ""));
        Assert.Equal(new GroupEnd(GroupPhase.NoSignal, GroupEnd.AllEqual), Settled(Terms, Right(0), wrongButAsGood).End);
    }

    [Theory]
    [InlineData(GroupFilterKind.Reward, GroupPhase.Ready)]
    [InlineData(GroupFilterKind.Correctness, GroupPhase.NoSignal)]
    public void Whether_format_alone_is_signal_the_filter_says(GroupFilterKind filter, GroupPhase phase) =>
        Assert.Equal(phase, Settled(Terms with { Filter = filter }, Wrong(0), Wrong(1, format: 0)).Phase);

    [Fact]
    public void The_curriculum_learns_how_many_were_right_how_long_and_how_many_cut_off()
    {
        var group = PromptGroup.AddRollouts(Leased(), Delivery(Rollout(0, tokens: 3), Rollout(1, tokens: 5, finish: FinishReason.Length)), 0, Now);
        var outcome = GroupSettlement.Outcome(12, PromptGroup.AddScores(group, [Right(0), Wrong(1)], Now));
        Assert.Equal((12, "p", 1, 2, 1, 1, false), (outcome.Number, outcome.ProblemId, outcome.Stage, outcome.Rollouts, outcome.Correct, outcome.CutOff, outcome.FormatOnly));
        Assert.Equal([3, 5], outcome.LengthsTokens);
        Assert.Equal(new RewardAxes(0.1, 0.45, 0, 0), outcome.MeanAxes);
    }

    [Theory]
    [InlineData(0.1, 0, true)]
    [InlineData(0.1, 0.1, false)]
    public void The_variance_comes_from_format_alone_where_format_differs_and_what_passed_it_is_equal(double one, double other, bool formatOnly) =>
        Assert.Equal(formatOnly, GroupSettlement.Outcome(1, Settled(Terms, Wrong(0, one), Wrong(1, other))).FormatOnly);

    [Fact]
    public void The_variance_comes_from_more_than_format_where_what_passed_it_differs() =>
        Assert.False(GroupSettlement.Outcome(1, Settled(Terms with { GroupSize = 3 }, Right(0), Wrong(1), Wrong(2, format: 0))).FormatOnly);

    [Fact]
    public void Small_differences_of_what_passed_the_format_are_more_than_format_too() =>
        Assert.False(GroupSettlement.Outcome(1, Settled(Terms with { GroupSize = 3 }, Wrong(0, format: 0.1), Wrong(1, format: 0.2), Wrong(2, format: 0))).FormatOnly);

    [Fact]
    public void What_ended_by_itself_was_not_cut_off() => Assert.Equal(0, GroupSettlement.Outcome(1, Settled(Terms, Right(0), Wrong(1))).CutOff);

    private static PromptGroupState Settled(GroupTerms terms, params RolloutScore[] scores) =>
        PromptGroup.AddScores(PromptGroup.AddRollouts(Leased(terms), Delivery([.. scores.Select(score => Rollout(score.Index))]), 0, Now), scores, Now);
}
