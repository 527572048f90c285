using Magistral.Method.Rewards;
using Magistral.Contracts.Curriculum;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.Curriculum;

public sealed class CurriculumTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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
