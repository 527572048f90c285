using CsCheck;
using Magistral.Method.Schedules;
using Xunit;

namespace Magistral.Method.Tests;

public sealed class LearningRateTests
{
    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(3, 0.8)]
    [InlineData(4, 1.0)]
    [InlineData(5, 1.0)]
    [InlineData(900, 1.0)]
    public void The_rate_warms_up_linearly_and_stays(long step, double expected) =>
        Assert.Equal(expected, LearningRate.ConstantAt(step, 1.0, 5), 1e-12);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 1.0)]
    [InlineData(2, 1.0)]
    [InlineData(52, 0.55)]
    [InlineData(102, 0.1)]
    [InlineData(500, 0.1)]
    public void The_cosine_runs_from_the_peak_to_its_last_share(long step, double expected) =>
        Assert.Equal(expected, LearningRate.CosineAt(step, 1.0, 2, 103), 1e-12);

    [Fact]
    public void The_cosine_never_rises_after_the_warm_up() => Gen.Select(Gen.Int[0, 20], Gen.Int[1, 200], Gen.Int[0, 300]).Sample(
        (warmup, total, step) => Assert.True(
            step < warmup || LearningRate.CosineAt(step + 1, 1.0, warmup, total) <= LearningRate.CosineAt(step, 1.0, warmup, total)));

    [Fact]
    public void A_rate_of_zero_is_allowed() => Assert.Equal(0, LearningRate.ConstantAt(3, 0, 5));

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    public void A_cosine_without_a_step_to_fall_in_is_at_its_last_share(long totalSteps) =>
        Assert.Equal(0.1, LearningRate.CosineAt(2, 1.0, 2, totalSteps), 1e-12);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_cosine_ends_at_any_share_of_the_peak(double finalShare) =>
        Assert.Equal(finalShare, LearningRate.CosineAt(9, 1.0, 0, 10, finalShare), 1e-12);

    [Fact]
    public void Values_that_make_no_sense_are_refused()
    {
        Refused.Range("step", () => LearningRate.ConstantAt(-1, 1, 5));
        Refused.Range("warmupSteps", () => LearningRate.ConstantAt(0, 1, -1));
        Assert.All([-1, double.NaN, double.PositiveInfinity], peak => Refused.Range("peak", () => LearningRate.ConstantAt(0, peak, 5), "use a number ≥ 0"));
        Refused.Range("totalSteps", () => LearningRate.CosineAt(0, 1, 0, 0));
        Assert.All([-0.1, 1.1, double.NaN], share => Refused.Range("finalShare", () => LearningRate.CosineAt(0, 1, 0, 10, share), "use a share, 0..1"));
    }
}
