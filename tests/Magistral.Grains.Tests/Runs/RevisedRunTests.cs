using Magistral.Contracts.Curriculum;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Revisions;
using Magistral.Grains.Tests.Cluster;
using Magistral.Method.Rewards;
using Orleans.Core.Internal;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

/// <summary>A run's spec is revised while its queue and curriculum are at work: they decide by the newest, and groups are scored as they were issued.</summary>
public sealed class RevisedRunTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_revision_is_stored_told_and_answered_again()
    {
        var run = await cluster.StartRunAsync();
        var made = await ReviseAsync(run, rl => rl with { LearningRate = 1e-5 });
        Assert.Equal((2, 1e-5, "a test"), (made.Number, made.Spec.Rl.LearningRate, made.By));
        Assert.Equal(made.Number, (await run.Run.ReviseAsync(made.Spec, 1, "a test", Cancellation)).Number);
        await run.Run.AsReference<IGrainManagementExtension>().DeactivateOnIdle(Cancellation);
        Assert.Equal((2, 1e-5), await NewestAsync(run));
        Assert.Equal(1e-5, (await run.Run.SpecAsync(Cancellation)).Rl.LearningRate);
        Assert.Equal("rl.learning_rate", Assert.Single(Assert.Single((await run.Run.DescribeAsync(Cancellation)).Revisions).Changes).Path);
        Assert.Single((await run.Progress.FeedAsync(0, 100, Cancellation)).Entries, entry => entry.What.Contains("rl.learning_rate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refusals_come_as_what_they_are_and_leave_the_run_as_it_is()
    {
        var run = await cluster.StartRunAsync();
        await Assert.ThrowsAsync<FixedSettingException>(() => run.Run.ReviseAsync(run.Spec with { Seed = 99 }, 1, "a test", Cancellation));
        await Assert.ThrowsAsync<RunSpecException>(() => run.Run.ReviseAsync(run.Spec with { Rl = run.Spec.Rl with { LearningRate = 7 } }, 1, "a test", Cancellation));
        await Assert.ThrowsAsync<StaleRevisionException>(() => run.Run.ReviseAsync(run.Spec, 3, "a test", Cancellation));
        await Assert.ThrowsAsync<RunNotFoundException>(() => cluster.Grains.GetGrain<IRunGrain>("no-such-run").ReviseAsync(run.Spec, 1, "a test", Cancellation));
        Assert.Equal((1, run.Spec.Rl.LearningRate), await NewestAsync(run));
    }

    [Fact]
    public async Task A_revised_run_submitted_again_as_it_was_is_the_same_run()
    {
        var run = await cluster.StartRunAsync();
        var revised = await ReviseAsync(run, rl => rl with { MaxSteps = 9 });
        var directory = cluster.Grains.GetGrain<IRunDirectoryGrain>("tenant");
        Assert.Equal(run.RunId, await directory.SubmitAsync(run.Spec, Cancellation));
        Assert.Equal(run.RunId, await directory.SubmitAsync(revised.Spec, Cancellation));
        await Assert.ThrowsAsync<RunSpecConflictException>(() => directory.SubmitAsync(run.Spec with { Seed = 99 }, Cancellation));
    }

    [Fact]
    public async Task A_wider_bound_admits_more_at_once_and_leases_and_batches_show_the_revision()
    {
        var run = await cluster.StartRunAsync();
        await run.MakeReadyAsync(4); // (1 + 1) x 8 completions: all that the bound admits
        var refused = await run.Queue.LeaseAsync(new("generator", 0), Cancellation);
        Assert.Equal((0, true, 1), (refused.Groups.Count, refused.Throttled, refused.Revision));
        var known = await run.Queue.WaitForWorkAsync(0, ChangeSignal.Longest, Cancellation);
        var wait = run.Queue.WaitForWorkAsync(known, ChangeSignal.Longest, Cancellation);
        await ReviseAsync(run, rl => rl with { MaxStaleness = 3 });
        Assert.NotEqual(known, await wait);
        var answer = await run.Queue.LeaseAsync(new("generator", 0), Cancellation);
        Assert.Equal((3, 2), (answer.Groups.Count, answer.Revision));
        var batch = await run.TakeAsync(1);
        Assert.Equal(2, batch!.Revision);
        Assert.Equal(batch.Minibatches, (await run.TakeAsync(1))!.Minibatches);
        Assert.Equal(2, (await run.Queue.DescribeAsync(Cancellation)).Revision);
    }

    [Fact]
    public async Task A_batch_in_hand_shows_the_revision_it_was_taken_by()
    {
        var run = await cluster.StartRunAsync();
        await run.MakeReadyAsync(2);
        Assert.Equal(1, (await run.TakeAsync(1))!.Revision);
        await ReviseAsync(run, rl => rl with { MaxSteps = 9 });
        Assert.Equal(1, (await run.TakeAsync(1))!.Revision);
    }

    [Fact]
    public async Task A_queue_and_a_curriculum_that_were_not_told_read_the_newest_when_they_wake()
    {
        var run = await cluster.StartRunAsync();
        await run.LeaseAsync();
        await run.Queue.AsReference<IGrainManagementExtension>().DeactivateOnIdle(Cancellation);
        await run.Curriculum.AsReference<IGrainManagementExtension>().DeactivateOnIdle(Cancellation);
        await ReviseAsync(run, rl => rl with { TopK = 5 });
        Assert.Equal(2, (await run.Queue.LeaseAsync(new("generator", 8), Cancellation)).Revision);
    }

    [Fact]
    public async Task A_promotion_is_decided_by_the_newest_rule()
    {
        var run = await cluster.StartRunAsync();
        for (var number = 1; number <= 4; number++)
            await run.Curriculum.RecordAsync(Outcome(number), Cancellation);
        Assert.Equal(0, (await run.Curriculum.DescribeAsync(Cancellation)).CurrentStage);
        await run.Run.ReviseAsync(run.Spec with { Stages = [run.Spec.Stages[0] with { PromoteAt = 0.5 }, run.Spec.Stages[1]] }, 1, "a test", Cancellation);
        await run.Curriculum.RecordAsync(Outcome(5), Cancellation);
        Assert.Equal(1, (await run.Curriculum.DescribeAsync(Cancellation)).CurrentStage);
    }

    [Fact]
    public async Task A_group_is_scored_by_the_rewards_it_was_issued_under()
    {
        var run = await cluster.StartRunAsync();
        var before = (await run.LeaseAsync())[0];
        await run.Run.ReviseAsync(run.Spec with { Rewards = new() { Correct = 0.5 } }, 1, "a test", Cancellation);
        var after = (await run.LeaseAsync())[^1];
        foreach (var lease in new[] { before, after })
            await run.DeliverAsync(lease, right: 1);
        Assert.Equal((0.9, 0.5), (await CorrectAsync(run, before.Number), await CorrectAsync(run, after.Number)));
    }

    private static async Task<double> CorrectAsync(TestRun run, int number) =>
        (await run.PhaseAsync(number, GroupPhase.Ready))!.Rollouts.Max(rollout => rollout.Score!.Axes.Correct);

    private static async Task<(int Number, double LearningRate)> NewestAsync(TestRun run)
    {
        var newest = await run.Run.RevisionAsync(Cancellation);
        return (newest.Number, newest.Spec.Rl.LearningRate);
    }

    private static Task<SpecRevision> ReviseAsync(TestRun run, Func<RlSpec, RlSpec> change) =>
        run.Run.ReviseAsync(run.Spec with { Rl = change(run.Spec.Rl) }, 1, "a test", Cancellation);

    private static GroupOutcome Outcome(int number) => new(number, $"problem {number}", 0, 4, 3, new RewardAxes(0.1, 0.6, 0, 0), [10, 10, 10, 10], 0, false);
}
