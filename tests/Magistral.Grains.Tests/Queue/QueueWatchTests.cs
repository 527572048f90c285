using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Grains.Queue;
using Xunit;

namespace Magistral.Grains.Tests.Queue;

public sealed class QueueWatchTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private readonly QueueWatch watch = new();

    [Fact]
    public void A_group_that_no_generator_asks_for_is_named_once()
    {
        var queue = RolloutQueue.Issue(new(), 1, "gone", Start, Start + Lease);
        Assert.Empty(Overdue(queue, 119));
        Assert.Equal((1, WaitKind.Generator, "gone"), Assert.Single(Overdue(queue, 121).Select(overdue => (overdue.Number, overdue.Wait.For, overdue.Wait.Owner))));
        Assert.Empty(Overdue(queue, 200));
    }

    [Fact]
    public void A_lease_that_is_renewed_is_never_overdue()
    {
        var queue = RolloutQueue.Issue(new(), 1, "slow", Start, Start + Lease);
        Assert.Empty(Overdue(LeaseRenewal.Renew(queue, "slow", [1], Start.AddSeconds(500), Start.AddSeconds(560)), 520));
    }

    [Fact]
    public void A_full_batch_that_no_trainer_takes_is_named_and_a_part_of_one_is_not()
    {
        var queue = RolloutQueue.Issue(new(), 3, "g", Start, Start + Lease);
        queue = RolloutQueue.Ready(queue, new(1, new(0)), Start);
        Assert.Empty(Overdue(queue, 100));
        queue = RolloutQueue.Ready(queue, new(2, new(0)), Start.AddSeconds(50));
        Assert.Empty(Overdue(queue, 100));
        Assert.Equal([1, 2], Overdue(queue, 115).Select(overdue => overdue.Number));
    }

    [Fact]
    public void A_batch_that_stays_in_the_trainers_hand_is_named()
    {
        var queue = RolloutQueue.Issue(new(), 2, "g", Start, Start + Lease);
        queue = RolloutQueue.Ready(RolloutQueue.Ready(queue, new(1, new(0)), Start), new(2, new(0)), Start) with { Taken = new TakenBatch(7, [[1, 2]]) };
        Assert.Empty(Overdue(queue, 10));
        Assert.Empty(Overdue(queue, 69));
        Assert.All(Overdue(queue, 71), overdue => Assert.Equal((WaitKind.Trainer, "batch 7"), (overdue.Wait.For, overdue.Wait.Owner)));
    }

    [Fact]
    public void A_lease_is_overdue_only_after_as_long_again_as_it_lasted() => Assert.Empty(Overdue(RolloutQueue.Issue(new(), 1, "gone", Start, Start + Lease), 120));

    [Fact]
    public void A_full_batch_waits_since_its_last_group_became_ready_and_each_group_since_its_own_time()
    {
        var queue = RolloutQueue.Issue(new(), 3, "g", Start, Start.AddHours(1));
        foreach (var (number, second) in new[] { (3, 0), (1, 10), (2, 40) })
            queue = RolloutQueue.Ready(queue, new(number, new(0)), Start.AddSeconds(second));
        Assert.Empty(Overdue(queue, 70));
        Assert.Equal(
            [(3, new GroupWait(WaitKind.Trainer, "", Start)), (1, new GroupWait(WaitKind.Trainer, "", Start.AddSeconds(10)))],
            Overdue(queue, 71).Select(overdue => (overdue.Number, overdue.Wait)));
    }

    [Fact]
    public void A_group_may_be_named_for_its_generator_and_later_for_its_trainer()
    {
        var queue = RolloutQueue.Issue(new(), 2, "g", Start, Start + Lease);
        Assert.Equal([WaitKind.Generator, WaitKind.Generator], Overdue(queue, 121).Select(overdue => overdue.Wait.For));
        queue = RolloutQueue.Ready(RolloutQueue.Ready(queue, new(1, new(0)), Start.AddSeconds(130)), new(2, new(0)), Start.AddSeconds(130));
        Assert.Equal([WaitKind.Trainer, WaitKind.Trainer], Overdue(queue, 191).Select(overdue => overdue.Wait.For));
    }

    [Fact]
    public void The_next_batch_in_hand_has_a_time_of_its_own()
    {
        var queue = RolloutQueue.Issue(new(), 4, "g", Start, Start.AddHours(1)) with { Taken = new TakenBatch(7, [[1], [2]]) };
        Assert.Empty(Overdue(queue, 0));
        Assert.Equal([1, 2], Overdue(queue, 61).Select(overdue => overdue.Number));
        queue = queue with { Taken = new TakenBatch(8, [[3], [4]]) };
        Assert.Empty(Overdue(queue, 70));
        Assert.Empty(Overdue(queue, 130));
        Assert.Equal([3, 4], Overdue(queue, 131).Select(overdue => overdue.Number));
    }

    [Fact]
    public void A_group_that_ended_and_is_open_again_is_named_again()
    {
        var queue = RolloutQueue.Issue(new(), 1, "gone", Start, Start + Lease);
        Assert.Single(Overdue(queue, 121));
        Assert.Empty(Overdue(new(), 122));
        Assert.Single(Overdue(queue, 123));
    }

    private IReadOnlyList<OverdueGroup> Overdue(RolloutQueueState queue, int seconds) => watch.Overdue(queue, groupsPerBatch: 2, Lease, Start.AddSeconds(seconds));
}
