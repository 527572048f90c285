using Magistral.Contracts.Curriculum;
using Magistral.Grains.Curriculum;
using Magistral.Method.Rewards;
using Xunit;

namespace Magistral.Grains.Tests.Curriculum;

public sealed class OutcomeWindowTests
{
    [Fact]
    public void Before_the_first_group_everything_is_nothing() => Assert.Equal(new(0, default, 0, 0, 0, 0, 0), new OutcomeWindow(4).Describe());

    [Fact]
    public void Shares_are_those_of_all_completions_and_means_those_of_the_groups()
    {
        var window = new OutcomeWindow(4);
        window.Add(Outcome(rollouts: 4, correct: 1, cutOff: 2, formatOnly: true, 10, 20, 30, 40));
        window.Add(Outcome(rollouts: 2, correct: 2, cutOff: 1, formatOnly: false, 50, 90));
        Assert.Equal(new(2, new(1, 2, -3, 0), 3 / 6.0, 240 / 6.0, 90, 3 / 6.0, 1 / 2.0), window.Describe());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(19, 19)]
    [InlineData(20, 19)]   // one in twenty is longer
    [InlineData(100, 95)]
    public void All_but_a_twentieth_are_no_longer_than_the_95th_percentile(int completions, double percentile)
    {
        var window = new OutcomeWindow(1);
        window.Add(Outcome(completions, 0, 0, false, [.. Enumerable.Range(1, completions).Reverse()]));
        Assert.Equal(percentile, window.Describe().LengthP95Tokens);
    }

    [Fact]
    public void Only_the_latest_groups_count()
    {
        var window = new OutcomeWindow(2);
        foreach (var correct in new[] { 4, 0, 1 })
            window.Add(Outcome(4, correct, 0, false, 1, 1, 1, 1));
        Assert.Equal((2, 1 / 8.0), (window.Describe().Groups, window.Describe().PassRate));
    }

    private static GroupOutcome Outcome(int rollouts, int correct, int cutOff, bool formatOnly, params int[] lengths) =>
        new(1, "p", 0, rollouts, correct, new RewardAxes(1, 2, -3, 0), lengths, cutOff, formatOnly);
}
