using Magistral.Contracts.PromptGroups;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.PromptGroups;

public sealed class GroupJourneyTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_with_right_and_wrong_answers_becomes_ready_with_advantages_that_sum_to_zero()
    {
        var run = await cluster.StartRunAsync();
        var lease = (await run.LeaseAsync())[0];
        await run.DeliverAsync(lease, right: 1);
        var view = await run.PhaseAsync(lease.Number, GroupPhase.Ready);
        Assert.Equal([1.0, 0.1, 0.1, 0.1], view!.Rollouts.Select(rollout => rollout.Score!.Axes.Total), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(0, view.Rollouts.Sum(rollout => rollout.Advantage!.Value), 1e-9);
    }

    [Theory]
    [InlineData(4, GroupEnd.AllRight)]
    [InlineData(0, GroupEnd.AllWrong)]
    public async Task A_group_whose_rewards_are_equal_ends_without_signal_and_says_which_kind(int right, string reason)
    {
        var run = await cluster.StartRunAsync();
        var lease = (await run.LeaseAsync())[0];
        await run.DeliverAsync(lease, right);
        var view = await run.PhaseAsync(lease.Number, GroupPhase.NoSignal);
        Assert.Equal(reason, view!.End!.Reason);
        await run.BooksAsync(counts => counts.NoSignal == 1, "the books counting the end");
    }

    [Fact]
    public async Task A_rollout_delivered_twice_counts_once()
    {
        var run = await cluster.StartRunAsync();
        var lease = (await run.LeaseAsync())[0];
        await run.DeliverAsync(lease, right: 1, indexes: [0, 1]);
        await run.DeliverAsync(lease, right: 0, indexes: [0, 1]);
        var view = await run.Group(lease.Number).DescribeAsync(Cancellation);
        Assert.Equal([0, 1], view!.Rollouts.Select(rollout => rollout.Generated.Index));
        Assert.Contains(lease.Problem.Reference, view.Rollouts[0].Generated.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lease_that_lapses_is_leased_again_for_the_rollouts_that_are_missing()
    {
        var run = await cluster.StartRunAsync();
        var lease = (await run.LeaseAsync())[0];
        await run.DeliverAsync(lease, right: 1, indexes: [0, 2]);
        cluster.Clock.Advance(TimeSpan.FromSeconds(run.Spec.Rl.LeaseSeconds + 1));
        var again = (await run.LeaseAsync(generatorId: "another")).Single(candidate => candidate.Number == lease.Number);
        Assert.Equal([1, 3], again.MissingIndexes);
        Assert.Equal(lease.Problem, again.Problem);
    }

    [Fact]
    public async Task A_generator_that_hands_its_groups_back_frees_them_at_once()
    {
        var run = await cluster.StartRunAsync();
        var lease = (await run.LeaseAsync(generatorId: "leaving"))[0];
        await run.Queue.ReleaseAsync("leaving", Cancellation);
        Assert.Contains(await run.LeaseAsync(generatorId: "staying"), candidate => candidate.Number == lease.Number);
    }

    [Fact]
    public async Task A_verifier_that_fails_fails_the_group_and_gives_no_reward()
    {
        var run = await cluster.StartRunAsync();
        var lease = (await run.LeaseAsync())[0];
        var unreadable = lease.Problem with { Reference = "\\frac{" };
        await run.Group(900).LeaseAsync(unreadable, new(4, run.Spec.Rewards, run.Spec.Rl.GroupFilter, run.Spec.Rl.Advantage), "generator", DateTimeOffset.MaxValue, Cancellation);
        await run.DeliverAsync(lease with { Number = 900 }, right: 1);
        var view = await run.PhaseAsync(900, GroupPhase.Failed);
        Assert.StartsWith("verifier:", view!.End!.Reason, StringComparison.Ordinal);
        Assert.All(view.Rollouts, rollout => Assert.Null(rollout.Advantage));
    }

    [Fact]
    public async Task A_group_ends_once()
    {
        var run = await cluster.StartRunAsync();
        var lease = (await run.LeaseAsync())[0];
        var group = run.Group(lease.Number);
        await group.EndAsync(new(GroupPhase.Abandoned, "test"), Cancellation);
        await group.EndAsync(new(GroupPhase.Abandoned, "test"), Cancellation);
        await Assert.ThrowsAsync<GroupAlreadyEndedException>(() => group.EndAsync(GroupEnd.TrainedAt(1), Cancellation));
    }

    [Fact]
    public async Task Rollouts_that_come_after_the_end_change_nothing()
    {
        var run = await cluster.StartRunAsync();
        var lease = (await run.LeaseAsync())[0];
        await run.Queue.CloseAsync("the run ended", TestRun.Term, Cancellation);
        await run.DeliverAsync(lease, right: 1);
        var view = await run.Group(lease.Number).DescribeAsync(Cancellation);
        Assert.Equal(GroupPhase.Abandoned, view!.Phase);
        Assert.Empty(view.Rollouts);
    }
}
