using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Training;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class RunTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IRunDirectoryGrain Directory => cluster.Grains.GetGrain<IRunDirectoryGrain>("tenant");

    [Fact]
    public async Task Submitting_the_same_spec_again_answers_with_the_same_run()
    {
        var run = await cluster.StartRunAsync();
        Assert.Equal(run.RunId, await Directory.SubmitAsync(run.Spec, Cancellation));
    }

    [Fact]
    public async Task Submitting_another_spec_under_the_name_is_refused()
    {
        var run = await cluster.StartRunAsync();
        await Assert.ThrowsAsync<RunSpecConflictException>(() => Directory.SubmitAsync(run.Spec with { Seed = 99 }, Cancellation));
    }

    [Fact]
    public async Task A_spec_that_cannot_run_is_refused_with_every_fault()
    {
        var broken = TestSpecs.Small with { Name = "Not A Name", Rl = TestSpecs.Small.Rl with { NMinibatch = 6 } };
        var refused = await Assert.ThrowsAsync<RunSpecException>(() => Directory.SubmitAsync(broken, Cancellation));
        Assert.Contains(refused.Faults, fault => fault.Path == "name");
        Assert.Contains(refused.Faults, fault => fault.Path == "rl.n_minibatch");
    }

    [Fact]
    public async Task Who_waits_for_a_run_is_answered_when_an_evaluation_is_entered_or_a_generator_joins()
    {
        var run = await cluster.StartRunAsync();
        var known = await run.Progress.WaitAsync(0, ChangeSignal.Longest, Cancellation);
        Assert.Equal(known, await run.Progress.WaitAsync(known, TimeSpan.FromMilliseconds(50), Cancellation));
        var wait = run.Progress.WaitAsync(known, ChangeSignal.Longest, Cancellation);
        await run.Progress.RecordEvaluationAsync(new(new(1, EvaluationKind.WarmStart, 0, default, 1), default, [], 1, DateTimeOffset.UnixEpoch), Cancellation);
        var evaluated = await wait;
        Assert.NotEqual(known, evaluated);
        wait = run.Progress.WaitAsync(evaluated, ChangeSignal.Longest, Cancellation);
        await run.Progress.ReportGeneratorAsync(new("generator", "session", 0, 0, 0, 0, 0, 0, 0, default), Cancellation);
        Assert.NotEqual(evaluated, await wait);
    }

    [Fact]
    public async Task Step_reports_after_a_checkpoint_are_struck_when_the_trainer_falls_back()
    {
        var run = await cluster.StartRunAsync();
        for (var step = 1; step <= 300; step++)
            await run.Progress.ReportStepAsync(new StepReport { Step = step, Tokens = 10, UpdateSeconds = 1, RlSeconds = step }, TestRun.Term, Cancellation);
        await run.Run.CheckpointCommittedAsync(280, TestRun.Term, Cancellation);
        await run.Run.FallBackAsync(280, TestRun.Term, Cancellation);
        var steps = await run.Progress.StepsAsync(1, int.MaxValue, Cancellation);
        Assert.Equal(Enumerable.Range(1, 280), steps.Select(report => report.Step));
        Assert.Equal(280, (await run.Run.DescribeAsync(Cancellation)).RlSeconds);
    }

    [Fact]
    public async Task Checkpoints_beyond_those_to_keep_expire_oldest_first()
    {
        var run = await cluster.StartRunAsync();
        var expired = new List<int>();
        foreach (var step in new[] { 10, 20, 30, 40, 50 })
            expired.AddRange(await run.Run.CheckpointCommittedAsync(step, TestRun.Term, Cancellation));
        Assert.Equal([10, 20], expired);
        Assert.Equal([30, 40, 50], (await run.Run.DescribeAsync(Cancellation)).Checkpoints);
    }
}
