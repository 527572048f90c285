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
        Refused.Argument("rewards", () => GroupSignals.Of([double.NaN, 1], [true, false], GroupFilterKind.Reward), "the reward NaN is no number: the verifier erred, fail the group");

    [Fact]
    public void A_group_has_one_reward_and_one_verdict_for_each_completion()
    {
        Refused.Argument(null, () => GroupSignals.Of([], [], GroupFilterKind.Reward), "0 rewards and 0 verdicts are no group: give one of each a completion");
        Refused.Argument(null, () => GroupSignals.Of([1, 0], [true], GroupFilterKind.Reward), "2 rewards and 1 verdicts are no group");
    }

    [Fact]
    public void A_window_promotes_only_when_it_is_full()
    {
        var window = new PromotionWindow(3, 1.0, 1.0);
        Assert.False(window.Promotes(0.5));
        Assert.True(window.With(1.0).Promotes(0.5));
    }

    [Fact]
    public void A_stage_is_done_when_the_mean_of_its_pass_rates_reaches_the_bar()
    {
        var window = new PromotionWindow(2, 0.25, 0.75);
        Assert.Equal(0.5, window.Mean);
        Assert.True(window.Promotes(0.5));
        Assert.False(window.Promotes(Math.BitIncrement(0.5)));
    }

    [Fact]
    public void A_window_without_a_group_has_no_mean() => Assert.Null(new PromotionWindow(2).Mean);

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

    [Fact]
    public void Windows_differ_by_their_size_and_by_their_rates()
    {
        var window = new PromotionWindow(2, 0.5);
        Assert.False(window.Equals(null));
        Assert.All([new PromotionWindow(3, 0.5), new PromotionWindow(2, 1.0)], other =>
        {
            Assert.NotEqual(window, other);
            Assert.NotEqual(window.GetHashCode(), other.GetHashCode());
        });
        Assert.Equal(window.GetHashCode(), new PromotionWindow(2, 0.5).GetHashCode());
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void An_impossible_pass_rate_is_refused(double rate) =>
        Refused.Argument("passRates", () => new PromotionWindow(2).With(rate), FormattableString.Invariant($"a pass rate of {rate} is impossible: give the share of right completions, 0..1"));

    [Fact]
    public void A_window_of_no_groups_is_refused()
    {
        Refused.Range("size", () => _ = new PromotionWindow(0));
        Refused.Null("passRates", () => _ = new PromotionWindow(1, null!));
        Assert.True(new PromotionWindow(1, 1.0).Promotes(1));
    }

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

    [Fact]
    public void The_first_stages_are_pinned_so_that_runs_reproduce_across_releases() =>
        Assert.Equal("3881414143854444244424447544777714744443", string.Concat(Enumerable.Range(0, 40).Select(group => StageMix.Draw(7, group, 9, 4, 0.5))));

    [Fact]
    public void Where_everything_is_mixed_every_stage_is_drawn() =>
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 100).Select(group => StageMix.Draw(7, group, 3, 2, 1)).Distinct().Order());

    [Fact]
    public void A_draw_among_stages_that_make_no_sense_is_refused()
    {
        Refused.Range("stageCount", () => StageMix.Draw(7, 0, 0, 0, 0.5));
        Refused.Range("currentStage", () => StageMix.Draw(7, 0, 3, -1, 0.5));
        Refused.Range("currentStage", () => StageMix.Draw(7, 0, 3, 3, 0.5));
        Assert.All([-0.1, 1.1, double.NaN], share => Refused.Range("mixShare", () => StageMix.Draw(7, 0, 3, 2, share), "use a share, 0..1"));
    }
}
