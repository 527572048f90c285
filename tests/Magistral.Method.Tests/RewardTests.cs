using CsCheck;
using Magistral.Method.Rewards;
using Xunit;

namespace Magistral.Method.Tests;

public sealed class RewardTests
{
    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(3072, 0.0)]
    [InlineData(3073, -9.765625e-05)]
    [InlineData(3584, -0.05)]
    [InlineData(4096, -0.1)]
    [InlineData(4097, -0.1)]
    public void The_length_penalty_falls_linearly_through_the_soft_zone(int length, double expected) =>
        Assert.Equal(expected, LengthPenalty.SoftOverlong(length, 4096, 1024), 1e-12);

    [Fact]
    public void A_completion_that_was_cut_off_has_the_full_penalty() =>
        Assert.Equal(-0.1, LengthPenalty.SoftOverlong(100, 4096, 1024, cutOff: true));

    [Fact]
    public void Without_a_soft_zone_only_the_limit_counts()
    {
        Assert.Equal(0, LengthPenalty.SoftOverlong(50, 50, 0));
        Assert.Equal(-0.1, LengthPenalty.SoftOverlong(51, 50, 0));
    }

    [Fact]
    public void A_longer_completion_is_never_penalised_less() =>
        Gen.Select(Gen.Int[0, 300], Gen.Int[0, 50], Gen.Int[1, 200]).Sample((length, more, lMax) =>
            Assert.True(LengthPenalty.SoftOverlong(length + more, lMax, lMax / 3) <= LengthPenalty.SoftOverlong(length, lMax, lMax / 3)));

    [Fact]
    public void Lengths_that_make_no_sense_are_refused()
    {
        Refused.Range("lengthTokens", () => LengthPenalty.SoftOverlong(-1, 10, 5));
        Refused.Range("lMax", () => LengthPenalty.SoftOverlong(1, 0, 0));
        Refused.Range("lCache", () => LengthPenalty.SoftOverlong(1, 10, -1));
        Refused.Range("lCache", () => LengthPenalty.SoftOverlong(1, 10, 11));
        Assert.All([-0.1, double.NaN, double.PositiveInfinity], weight => Refused.Range("weight", () => LengthPenalty.SoftOverlong(1, 10, 5, weight: weight), "use a number ≥ 0"));
    }

    [Fact]
    public void The_soft_zone_may_be_the_whole_limit_and_the_penalty_nothing()
    {
        Assert.Equal(-0.05, LengthPenalty.SoftOverlong(5, 10, 10), 1e-12);
        Assert.Equal(0, LengthPenalty.SoftOverlong(11, 10, 5, weight: 0));
    }

    [Fact]
    public void A_failed_gate_is_worth_nothing_whatever_else_was_found() =>
        Assert.Equal(0, RewardSum.Of(new(false, true, -0.1, true), RewardWeights.Default).Total);

    [Theory]
    [InlineData(true, 0.0, true, 1.1)]
    [InlineData(true, -0.05, false, 0.95)]
    [InlineData(false, 0.0, null, 0.1)]
    [InlineData(null, -0.1, null, 0.0)]
    public void The_total_adds_the_axes_that_were_graded(bool? correct, double penalty, bool? language, double expected) =>
        Assert.Equal(expected, RewardSum.Of(new(true, correct, penalty, language), new(Language: 0.1)).Total, 1e-12);

    [Fact]
    public void Every_axis_has_its_own_weight_and_the_length_is_the_penalty_itself() =>
        Assert.Equal(new RewardAxes(1, 2, -0.5, 8), RewardSum.Of(new(true, true, -0.5, true), new(1, 2, 4, 8)));

    [Fact]
    public void A_reward_that_is_no_number_is_refused()
    {
        Refused.Argument(null, () => RewardSum.Of(new(true, LengthPenalty: double.NaN), RewardWeights.Default), "an axis or weight is not a number: check the rewards of the spec");
        Refused.Null("weights", () => RewardSum.Of(new(true), null!));
    }

    [Fact]
    public void A_response_that_failed_the_gate_was_graded_on_nothing_else() =>
        Assert.Equal(new(Format: false, Correct: null, LengthPenalty: 0, LanguageConsistent: null), RewardFindings.GateFailed);

    [Fact]
    public void The_mean_is_taken_axis_by_axis() =>
        Assert.Equal(new RewardAxes(1, 2, -3, 4), RewardAxes.Mean([new(0, 4, -6, 8), new(2, 0, 0, 0)]));

    [Fact]
    public void The_mean_of_no_completions_is_nothing()
    {
        Assert.Equal(default, RewardAxes.Mean([]));
        Refused.Null("rewards", () => RewardAxes.Mean(null!));
    }
}
