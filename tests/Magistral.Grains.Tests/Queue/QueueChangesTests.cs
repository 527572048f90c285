using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Grains.Queue;
using Xunit;

namespace Magistral.Grains.Tests.Queue;

public sealed class QueueChangesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly RolloutQueueState Leased = RolloutQueue.Issue(new() { Admitting = true }, 2, "generator", Now, Now.AddSeconds(60));

    [Fact]
    public void A_ready_group_may_fill_a_batch_and_frees_no_place()
    {
        var ready = RolloutQueue.Ready(Leased, new ReadyGroup(1, default), Now);
        Assert.True(QueueChanges.MayBringBatch(Leased, ready));
        Assert.False(QueueChanges.MayBringWork(Leased, ready));
    }

    [Fact]
    public void An_ended_group_frees_a_place_and_may_end_the_run()
    {
        var ended = RolloutQueue.End(Leased, 1, new(GroupPhase.Stale, "too old"));
        Assert.True(QueueChanges.MayBringWork(Leased, ended));
        Assert.True(QueueChanges.MayBringBatch(Leased, ended));
    }

    [Fact]
    public void A_step_frees_the_places_of_its_groups()
    {
        var ready = RolloutQueue.Ready(Leased, new ReadyGroup(1, default), Now) with { Taken = new(1, [[1]]) };
        Assert.True(QueueChanges.MayBringWork(ready, RolloutQueue.Consume(ready, 1, [1])));
    }

    [Fact]
    public void Opening_closing_and_falling_back_are_told_to_generators()
    {
        Assert.True(QueueChanges.MayBringWork(new(), new() { Admitting = true }));
        Assert.True(QueueChanges.MayBringWork(Leased, Leased with { Closed = true }));
        Assert.True(QueueChanges.MayBringWork(Leased, RolloutQueue.FallBack(Leased, 0, Now)));
    }

    [Fact]
    public void A_lease_given_back_or_left_unnamed_brings_work_and_a_renewed_one_does_not()
    {
        Assert.True(QueueChanges.MayBringWork(Leased, RolloutQueue.Release(Leased, "generator", Now)));
        Assert.True(QueueChanges.MayBringWork(Leased, LeaseRenewal.Renew(Leased, "generator", [1], Now, Now.AddSeconds(60))));
        Assert.False(QueueChanges.MayBringWork(Leased, LeaseRenewal.Renew(Leased, "generator", [1, 2], Now, Now.AddSeconds(90))));
        Assert.False(QueueChanges.MayBringWork(Leased, RolloutQueue.Issue(Leased, 1, "other", Now, Now.AddSeconds(30))));
    }

    [Fact]
    public void New_and_renewed_leases_bring_no_batch_and_another_trainer_or_the_end_may()
    {
        Assert.False(QueueChanges.MayBringBatch(Leased, RolloutQueue.Issue(Leased, 1, "other", Now, Now.AddSeconds(30))));
        Assert.False(QueueChanges.MayBringBatch(Leased, RolloutQueue.Renew(Leased, 1, "other", Now.AddSeconds(90))));
        Assert.True(QueueChanges.MayBringBatch(Leased, Leased with { Term = new(2) }));
        Assert.True(QueueChanges.MayBringBatch(Leased, Leased with { Closed = true }));
    }

    [Fact]
    public void Of_several_leases_the_first_to_lapse_counts() =>
        Assert.Equal(Now.AddSeconds(30), QueueChanges.NextLapse(RolloutQueue.Issue(Leased, 1, "other", Now, Now.AddSeconds(30)), Now));

    [Fact]
    public void The_next_lapse_is_of_a_lease_that_still_lasts()
    {
        Assert.Equal(Now.AddSeconds(60), QueueChanges.NextLapse(Leased, Now));
        Assert.Null(QueueChanges.NextLapse(Leased, Now.AddSeconds(60)));
        Assert.Null(QueueChanges.NextLapse(new(), Now));
    }
}
