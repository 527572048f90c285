using CsCheck;
using Magistral.Cli.Generation;

namespace Magistral.Cli.Tests.Generation;

public sealed class PassRatesTests
{
    private static readonly Gen<(int N, int Correct, int K)> Draw =
        from n in Gen.Int[1, 60]
        from correct in Gen.Int[0, n]
        from k in Gen.Int[1, n]
        select (n, correct, k);

    [Fact]
    public void Pass_at_k_is_one_less_the_share_of_draws_that_miss() => Draw.Sample(draw => Assert.Equal(
        1 - Choose(draw.N - draw.Correct, draw.K) / Choose(draw.N, draw.K), PassRates.PassAtK(draw.N, draw.Correct, draw.K), 1e-9));

    [Fact]
    public void Pass_at_1_is_the_share_of_right_completions() => Draw.Sample(draw =>
        Assert.Equal((double)draw.Correct / draw.N, PassRates.PassAtK(draw.N, draw.Correct, 1), 1e-12));

    [Fact]
    public void The_answer_given_most_often_decides() =>
        Assert.True(PassRates.MajorityIsRight([("9", false), ("13", true), (null, false), (null, false), (null, false), (" 13", true)]));

    [Fact]
    public void Of_equally_frequent_answers_the_first_decides() => Assert.False(PassRates.MajorityIsRight([("9", false), ("13", true)]));

    [Fact]
    public void Without_any_answer_there_is_no_majority() => Assert.False(PassRates.MajorityIsRight([(null, false)]));

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(4, new[] { 1, 2, 4 })]
    [InlineData(6, new[] { 1, 2, 4, 6 })]
    public void Draws_are_powers_of_two_and_all(int n, int[] draws) => Assert.Equal(draws, PassRates.Draws(n));

    [Fact]
    public void The_standard_error_is_the_deviation_over_the_root_of_the_count() =>
        Assert.Equal(0.5 / Math.Sqrt(3), PassRates.StandardError([0, 1, 0, 1]), 1e-12);

    private static double Choose(int n, int k) => k > n ? 0 : Enumerable.Range(1, k).Aggregate(1.0, (product, i) => product * (n - k + i) / i);
}
