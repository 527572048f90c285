using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.Queue;

public sealed class HandOverTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_group_is_issued_before_the_trainer_opens_the_queue()
    {
        var run = await cluster.StartRunAsync();
        await run.Queue.FallBackAsync(0, TestRun.Term, Cancellation);
        Assert.Empty(await run.LeaseAsync());
        await run.Queue.OpenAsync(TestRun.Term, Cancellation);
        Assert.NotEmpty(await run.LeaseAsync());
    }

    [Fact]
    public async Task Admission_issues_no_more_than_could_be_trained_within_the_bound()
    {
        var run = await cluster.StartRunAsync();
        var leased = 0;
        for (var i = 0; i < 10; i++)
            leased += (await run.LeaseAsync()).Count;
        Assert.Equal((run.Spec.Rl.MaxStaleness + 1) * run.Spec.Rl.NMinibatch / run.Spec.Rl.GroupSize, leased);
        Assert.True((await run.Queue.LeaseAsync(new("generator", 0), Cancellation)).Throttled);
    }

    [Fact]
    public async Task A_call_made_again_leases_what_it_leased_before_and_only_what_is_still_the_generators()
    {
        var run = await cluster.StartRunAsync();
        var (call, oneGroup) = (new LeaseRequest("generator", run.Spec.Rl.NAsync, null, "call-1"), 1);
        var first = (await run.Queue.LeaseAsync(call, Cancellation)).Groups;
        Assert.Equal(oneGroup, first.Count);
        Assert.Equal(first.Select(lease => lease.Number), (await run.Queue.LeaseAsync(call, Cancellation)).Groups.Select(lease => lease.Number));
        Assert.Equal(oneGroup, (await run.Queue.DescribeAsync(Cancellation)).Counts.Issued);
        await run.Queue.ReleaseAsync("generator", Cancellation);
        Assert.Empty((await run.Queue.LeaseAsync(call, Cancellation)).Groups);
        Assert.NotEmpty((await run.Queue.LeaseAsync(call with { Call = "call-2" }, Cancellation)).Groups);
    }

    [Fact]
    public async Task A_generator_whose_groups_could_only_be_stale_waits_for_newer_weights()
    {
        var run = await cluster.StartRunAsync();
        const int Trained = 9;
        Assert.Null(await run.TakeAsync(1, Trained));
        var oldest = Trained - run.Spec.Rl.MaxStaleness;
        var held = await run.Queue.LeaseAsync(new("generator", 0, new(oldest - 1)), Cancellation);
        Assert.Equal((0, true), (held.Groups.Count, held.Throttled));
        Assert.NotEmpty((await run.Queue.LeaseAsync(new("generator", 0, new(oldest)), Cancellation)).Groups);
        Assert.NotEmpty((await run.Queue.LeaseAsync(new("ahead", 0, new(Trained + 1)), Cancellation)).Groups);
    }

    [Fact]
    public async Task A_batch_is_handed_over_once_however_often_it_is_asked_for()
    {
        var run = await cluster.StartRunAsync();
        var ready = await run.MakeReadyAsync(2);
        var first = await run.TakeAsync(1);
        var second = await run.TakeAsync(1);
        Assert.Equal(ready.Order(), first!.Minibatches.SelectMany(minibatch => minibatch).Order());
        Assert.Equal(first.Minibatches[0], second!.Minibatches[0]);
        await run.Queue.ConsumedAsync(1, first.Minibatches[0], TestRun.Term, Cancellation);
        await run.Queue.ConsumedAsync(1, first.Minibatches[0], TestRun.Term, Cancellation);
        var books = await run.Queue.DescribeAsync(Cancellation);
        Assert.Equal((1, 2L, 2), (books.Step, books.GroupsInWeights, books.Counts.Consumed));
        Assert.Null(await run.TakeAsync(2, version: 1));
    }

    [Fact]
    public async Task A_consumed_group_is_trained_when_a_checkpoint_holds_it()
    {
        var run = await cluster.StartRunAsync();
        await run.MakeReadyAsync(2);
        var batch = await run.TakeAsync(1);
        await run.Queue.ConsumedAsync(1, batch!.Minibatches[0], TestRun.Term, Cancellation);
        await run.Queue.CheckpointCommittedAsync(1, TestRun.Term, Cancellation);
        var view = await run.Group(batch.Minibatches[0][0]).DescribeAsync(Cancellation);
        Assert.Equal(GroupEnd.TrainedAt(1), view!.End);
        Assert.Equal(2, (await run.Queue.DescribeAsync(Cancellation)).Counts.Trained);
    }

    [Fact]
    public async Task A_trainer_that_falls_back_finds_the_groups_it_lost_ready_again()
    {
        var run = await cluster.StartRunAsync();
        await run.MakeReadyAsync(2);
        var batch = await run.TakeAsync(1);
        await run.Queue.ConsumedAsync(1, batch!.Minibatches[0], TestRun.Term, Cancellation);
        await run.Queue.FallBackAsync(0, TestRun.Term, Cancellation);
        var books = await run.Queue.DescribeAsync(Cancellation);
        Assert.Equal((0, 0L, 2, 0), (books.Step, books.GroupsInWeights, books.Counts.Ready, books.Counts.Consumed));
        Assert.Equal(batch.Minibatches[0], (await run.TakeAsync(1, version: 1))!.Minibatches[0]);
    }

    [Fact]
    public async Task A_group_beyond_the_bound_ends_as_stale_and_gives_its_place_back()
    {
        var run = await cluster.StartRunAsync();
        var ready = await run.MakeReadyAsync(2);
        Assert.Null(await run.TakeAsync(1, version: 2));
        var view = await run.Group(ready[0]).DescribeAsync(Cancellation);
        Assert.Equal(GroupPhase.Stale, view!.Phase);
        Assert.Equal(2, (await run.Queue.DescribeAsync(Cancellation)).Counts.Stale);
        Assert.NotEmpty(await run.LeaseAsync());
    }

    [Fact]
    public async Task Closing_abandons_what_is_open_and_balances_the_books()
    {
        var run = await cluster.StartRunAsync();
        await run.MakeReadyAsync(2);
        await run.LeaseAsync();
        await run.Queue.CloseAsync("the run ended", TestRun.Term, Cancellation);
        var counts = (await run.Queue.DescribeAsync(Cancellation)).Counts;
        Assert.Equal((0, counts.Issued), (counts.InFlight, counts.Abandoned));
        Assert.True((await run.Queue.LeaseAsync(new("generator", 0), Cancellation)).Closed);
    }

    [Fact]
    public async Task A_trainer_that_falls_back_behind_the_end_finds_a_queue_that_issues_again()
    {
        var run = await cluster.StartRunAsync();
        await run.MakeReadyAsync(2);
        var batch = await run.TakeAsync(1);
        await run.Queue.ConsumedAsync(1, batch!.Minibatches[0], TestRun.Term, Cancellation);
        await run.Queue.CloseAsync("killed before its last checkpoint", TestRun.Term, Cancellation);
        await run.Queue.FallBackAsync(0, TestRun.Term, Cancellation);
        await run.Queue.OpenAsync(TestRun.Term, Cancellation);
        Assert.NotEmpty(await run.LeaseAsync());
    }

    [Fact]
    public async Task A_step_that_does_not_follow_is_refused_and_changes_nothing()
    {
        var run = await cluster.StartRunAsync();
        await run.MakeReadyAsync(2);
        var batch = await run.TakeAsync(1);
        await Assert.ThrowsAnyAsync<Exception>(() => run.Queue.ConsumedAsync(7, batch!.Minibatches[0], TestRun.Term, Cancellation));
        Assert.Equal(0, (await run.Queue.DescribeAsync(Cancellation)).Step);
        await run.Queue.ConsumedAsync(1, batch!.Minibatches[0], TestRun.Term, Cancellation);
        Assert.Equal(1, (await run.Queue.DescribeAsync(Cancellation)).Step);
    }
}
