using Magistral.Contracts;
using Magistral.Contracts.Queue;
using Magistral.Silo.Training;
using Xunit;

namespace Magistral.Silo.Tests.Training;

public sealed class StopRulesTests
{
    private const int Most = 2 * FutileGroups.MostBatches; // two groups a batch

    [Theory]
    [InlineData(10, 0, 9, 99, null)]
    [InlineData(10, 0, 10, 0, "rl.max_steps 10 reached")]
    [InlineData(10, 0, 11, 0, "rl.max_steps 10 reached")]
    [InlineData(0, 5, 99, 4.9, null)]
    [InlineData(0, 5, 99, 5, "rl.max_seconds 5 reached")]
    [InlineData(10, 5, 10, 5, "rl.max_steps 10 reached")]
    [InlineData(0, 0, 99, 99, null)]
    public void A_budget_is_spent_when_its_last_step_or_second_is(int maxSteps, double maxSeconds, int step, double seconds, string? reason) =>
        Assert.Equal(reason, StopRules.SpentBudget(new() { MaxSteps = maxSteps, MaxSeconds = maxSeconds }, step, seconds));

    [Theory]
    [InlineData(10, 4, 6)]
    [InlineData(10, 10, 0)]
    [InlineData(0, 4, int.MaxValue)]
    public void The_updates_left_are_those_of_the_budget(int maxSteps, int step, int left) => Assert.Equal(left, StopRules.StepsLeft(new() { MaxSteps = maxSteps }, step));

    [Theory]
    [InlineData(0, 99, 2)]
    [InlineData(100, 1, 2)]
    [InlineData(100, 99.5, 0.5)]
    [InlineData(100, 101, 0)]
    public void While_nothing_changes_the_rules_are_asked_again_in_time_for_the_budget(double maxSeconds, double seconds, double after) =>
        Assert.Equal(after, StopRules.Idle(new() { MaxSeconds = maxSeconds }, seconds).TotalSeconds);

    [Theory]
    [InlineData(Most - 1, 0, null)]
    [InlineData(Most, 0, "stage one has no signal: its problems are solved")]
    [InlineData(0, Most, "stage one has no signal: its problems are beyond the model")]
    [InlineData(Most / 2, Most / 2, "stage one has no signal: its problems are beyond the model")]
    public void A_stage_without_signal_ends_the_run_and_says_whether_it_is_solved(int allRight, int allWrong, string? reason) =>
        Assert.Equal(reason, StopRules.Futility(Since(3, Counts(0, 0, 0)), Counts(allRight, allWrong, 0), 2, "one"));

    [Fact]
    public void Groups_that_fail_and_fail_are_an_error_that_counts_those_since_the_step()
    {
        var error = Assert.Throws<MagistralException>(() => StopRules.Futility(Since(3, Counts(0, 0, 5)), Counts(0, 0, 5 + Most), 2, "one"));
        Assert.StartsWith($"{Most} groups failed since step 3 and none could be trained", error.Message, StringComparison.Ordinal);
    }

    private static FutileGroups Since(int step, GroupCounts counts) => FutileGroups.None.At(step, counts);

    private static GroupCounts Counts(int allRight, int allWrong, int failed) => new(
        Issued: allRight + allWrong + failed, Trained: 0, NoSignal: allRight + allWrong, NoSignalAllRight: allRight, NoSignalAllWrong: allWrong, Stale: 0, Failed: failed, Abandoned: 0,
        Generating: 0, Ready: 0, Consumed: 0);
}
