using Magistral.Method.Rewards;
using Magistral.Contracts.Curriculum;
using Magistral.Grains.Curriculum;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.Curriculum;

public sealed class CurriculumTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_full_window_above_the_rule_promotes_and_the_last_stage_finishes()
    {
        var state = Enumerable.Range(1, 8).Aggregate(new CurriculumState(), (curriculum, number) =>
            CurriculumRules.Record(curriculum, Outcome(number, stage: number <= 4 ? 0 : 1, correct: 4), TestSpecs.Small.RlStages()));
        Assert.True(state.Finished);
        Assert.Equal([4, 8], state.Stages.Select(stage => stage.PromotedAtGroup));
    }

    [Fact]
    public void A_window_that_is_not_full_promotes_nobody()
    {
        var state = Enumerable.Range(1, 3).Aggregate(new CurriculumState(), (curriculum, number) =>
            CurriculumRules.Record(curriculum, Outcome(number, 0, 4), TestSpecs.Small.RlStages()));
        Assert.Equal(0, state.CurrentStage);
    }

    [Fact]
    public void A_group_entered_twice_counts_once()
    {
        var once = CurriculumRules.Record(new(), Outcome(1, 0, 2), TestSpecs.Small.RlStages());
        Assert.Same(once, CurriculumRules.Record(once, Outcome(1, 0, 2), TestSpecs.Small.RlStages()));
    }

    [Fact]
    public async Task A_draw_repeated_gives_the_same_problem()
    {
        var run = await cluster.StartRunAsync();
        Assert.Equal(await run.Curriculum.DrawAsync(7, Cancellation), await run.Curriculum.DrawAsync(7, Cancellation));
    }

    [Fact]
    public async Task Restoring_a_snapshot_forgets_what_came_after_it()
    {
        var run = await cluster.StartRunAsync();
        await run.Curriculum.RecordAsync(Outcome(1, 0, 4), Cancellation);
        var snapshot = await run.Curriculum.SnapshotAsync(Cancellation);
        for (var number = 2; number <= 4; number++)
            await run.Curriculum.RecordAsync(Outcome(number, 0, 4), Cancellation);
        Assert.Equal(1, (await run.Curriculum.DescribeAsync(Cancellation)).CurrentStage);
        await run.Curriculum.RestoreAsync(snapshot, TestRun.Term, Cancellation);
        var report = await run.Curriculum.DescribeAsync(Cancellation);
        Assert.Equal((0, 1), (report.CurrentStage, report.Stages[0].Groups));
    }

    private static GroupOutcome Outcome(int number, int stage, int correct) =>
        new(number, $"problem {number}", stage, 4, correct, new RewardAxes(0.1, 0.9 * correct / 4, 0, 0), [10, 10, 10, 10], 0, false);
}
