using CsCheck;
using Magistral.Method.Curriculum;
using Xunit;

namespace Magistral.Method.Tests;

public sealed class CurriculumTests
{
    [Theory]
    [InlineData(new[] { 1.0, 1.0 }, new[] { true, true }, GroupSignal.AllRight, GroupSignal.AllRight)]
    [InlineData(new[] { 0.1, 0.1 }, new[] { false, false }, GroupSignal.AllWrong, GroupSignal.AllWrong)]
    [InlineData(new[] { 0.1, 1.0 }, new[] { false, true }, GroupSignal.Signal, GroupSignal.Signal)]
    [InlineData(new[] { 0.1, 0.0 }, new[] { false, false }, GroupSignal.Signal, GroupSignal.AllWrong)]
    [InlineData(new[] { 1.0, 0.95 }, new[] { true, true }, GroupSignal.Signal, GroupSignal.AllRight)]
    [InlineData(new[] { 0.1, 0.1 }, new[] { false, true }, GroupSignal.AllEqual, GroupSignal.AllEqual)]
    public void A_group_without_signal_is_told_by_what_its_completions_share(
        double[] rewards, bool[] correct, GroupSignal byReward, GroupSignal byCorrectness)
    {
        Assert.Equal(byReward, GroupSignals.Of(rewards, correct, GroupFilterKind.Reward));
        Assert.Equal(byCorrectness, GroupSignals.Of(rewards, correct, GroupFilterKind.Correctness));
    }

    [Fact]
    public void A_reward_that_is_no_number_has_no_signal_to_tell() =>
        Assert.Throws<ArgumentException>(() => GroupSignals.Of([double.NaN, 1], [true, false], GroupFilterKind.Reward));

    [Fact]
    public void A_window_promotes_only_when_it_is_full()
    {
        var window = new PromotionWindow(3, 1.0, 1.0);
        Assert.False(window.Promotes(0.5));
        Assert.True(window.With(1.0).Promotes(0.5));
    }

    [Fact]
    public void Old_groups_leave_the_window() =>
        Assert.Equal([0.5, 1.0], new PromotionWindow(2, 0.0, 0.5).With(1.0).PassRates);

    [Fact]
    public void Promotion_is_monotone_in_every_pass_rate() =>
        Gen.Select(Gen.Double[0, 1].Array[1, 40], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((rates, lift, bar) =>
        {
            var better = rates.Select(rate => Math.Min(1, rate + lift));
            if (new PromotionWindow(rates.Length, rates).Promotes(bar))
                Assert.True(new PromotionWindow(rates.Length, better).Mean >= bar - 1e-12);
        });

    [Fact]
    public void Windows_with_the_same_rates_are_equal() =>
        Assert.Equal(new PromotionWindow(2, 0.0, 0.5, 1.0), new PromotionWindow(2, 0.5, 1.0));

    [Theory]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void An_impossible_pass_rate_is_refused(double rate) =>
        Assert.Throws<ArgumentException>(() => new PromotionWindow(2).With(rate));

    [Fact]
    public void A_stage_draw_depends_only_on_seed_and_group() =>
        Gen.Select(Gen.Long, Gen.Long[0, 1_000_000]).Sample((seed, group) =>
            Assert.Equal(StageMix.Draw(seed, group, 3, 1, 0.4), StageMix.Draw(seed, group, 3, 1, 0.4)));

    [Fact]
    public void The_mix_share_is_spread_uniformly_and_the_rest_is_the_current_stage()
    {
        var counts = new int[3];
        for (var group = 0; group < 30_000; group++) counts[StageMix.Draw(7, group, 3, 2, 0.4)]++;
        Assert.InRange(counts[0] / 30_000.0, 0.125, 0.142);
        Assert.InRange(counts[1] / 30_000.0, 0.125, 0.142);
        Assert.InRange(counts[2] / 30_000.0, 0.723, 0.743);
    }

    [Fact]
    public void Without_a_mix_every_prompt_is_of_the_current_stage() =>
        Gen.Long.Sample(group => Assert.Equal(1, StageMix.Draw(3, group, 3, 1, 0)));
}
