using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Grains.Queue;
using Xunit;

namespace Magistral.Grains.Tests.Queue;

public sealed class RolloutQueueTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset Later = Now.AddSeconds(60);

    private static RolloutQueueState Two { get; } = RolloutQueue.Issue(new(), 2, "g", Now, Later);

    [Fact]
    public void New_groups_are_numbered_on_and_leased()
    {
        var queue = RolloutQueue.Issue(Two, 1, "h", Now, Later);
        Assert.Equal(3, queue.Issued);
        Assert.Equal(new QueueEntry(3, GroupPhase.Generating, "h", Now, Later, default), queue.Open[^1]);
        Assert.Equal([1, 2, 3], queue.Open.Select(entry => entry.Number));
    }

    [Theory]
    [InlineData(9, 2)]   // of two updates of two groups each, two groups are open
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    public void As_many_groups_are_admitted_as_are_wanted_and_have_a_place(int wanted, int admitted) =>
        Assert.Equal(admitted, RolloutQueue.Admitted(Two with { GroupsInWeights = 6 }, wanted, new(8, 8, 8), groupSize: 4, maxStaleness: 1));

    [Fact]
    public void A_group_of_which_only_a_part_has_a_place_is_not_admitted() =>
        Assert.Equal(0, RolloutQueue.Admitted(Two, 5, new(8, 8, 10), groupSize: 4, maxStaleness: 0));

    [Fact]
    public void A_lease_lapses_at_its_deadline_and_one_that_is_ready_never()
    {
        Assert.Empty(RolloutQueue.Lapsed(Two, Later.AddTicks(-1)));
        Assert.Equal([1, 2], RolloutQueue.Lapsed(Two, Later).Select(entry => entry.Number));
        Assert.Equal([2], RolloutQueue.Lapsed(RolloutQueue.Ready(Two, new(1, new(0)), Now), Later).Select(entry => entry.Number));
    }

    [Fact]
    public void A_lease_is_renewed_for_its_group_alone()
    {
        var queue = RolloutQueue.Renew(Two, 2, "h", Later.AddSeconds(1));
        Assert.Equal([("g", Later), ("h", Later.AddSeconds(1))], queue.Open.Select(entry => (entry.GeneratorId, entry.Deadline)));
        Assert.Same(queue, RolloutQueue.Renew(queue, 9, "h", Later));
    }

    [Fact]
    public void Released_leases_lapse_at_once_and_those_of_others_and_what_is_ready_stay()
    {
        var queue = RolloutQueue.Issue(RolloutQueue.Ready(Two, new(1, new(3)), Now), 1, "h", Now, Later);
        var released = RolloutQueue.Release(queue, "g", Now.AddSeconds(5));
        Assert.Equal([("", Now), ("", Now.AddSeconds(5)), ("h", Later)], released.Open.Select(entry => (entry.GeneratorId, entry.Phase == GroupPhase.Ready ? entry.Since : entry.Deadline)));
        Assert.Same(released, RolloutQueue.Release(released, "g", Now.AddSeconds(9)));
    }

    [Fact]
    public void A_group_becomes_ready_once()
    {
        var ready = RolloutQueue.Ready(Two, new(1, new(3)), Now.AddSeconds(5));
        Assert.Equal(new QueueEntry(1, GroupPhase.Ready, "", Now.AddSeconds(5), Later, new(3)), ready.Open[0]);
        Assert.Same(ready, RolloutQueue.Ready(ready, new(1, new(4)), Now.AddSeconds(9)));
        Assert.Same(ready, RolloutQueue.Ready(ready, new(7, new(4)), Now));
    }

    [Fact]
    public void An_end_is_counted_of_an_open_group_alone()
    {
        var ended = RolloutQueue.End(Two, 1, new(GroupPhase.Stale, "old"));
        Assert.Equal((2, 1), (Assert.Single(ended.Open).Number, ended.Ended.Stale));
        Assert.Same(ended, RolloutQueue.End(ended, 1, new(GroupPhase.Stale, "old")));
    }

    [Fact]
    public void A_step_takes_its_minibatch_out_of_the_hand_and_into_the_weights()
    {
        var taken = Taken();
        var stepped = RolloutQueue.Consume(taken, 1, [2]);
        Assert.Equal((1, 1), (stepped.Step, stepped.GroupsInWeights));
        Assert.Equal([1], stepped.Open.Select(entry => entry.Number));
        Assert.Equal(new ConsumedGroup(2, new(3)), Assert.Single(Assert.Single(stepped.Consumed).Groups));
        Assert.Equal([[1]], stepped.Taken!.Minibatches);
        Assert.Null(RolloutQueue.Consume(stepped, 2, [1]).Taken);
        Assert.Same(stepped, RolloutQueue.Consume(stepped, 1, [2]));
    }

    [Fact]
    public void A_step_out_of_turn_and_groups_that_were_not_taken_are_refused()
    {
        Assert.StartsWith("step 2 cannot follow step 0: let the trainer fall back to its checkpoint",
            Assert.Throws<ArgumentException>("step", () => RolloutQueue.Consume(Taken(), 2, [2])).Message, StringComparison.Ordinal);
        Assert.StartsWith("groups 1, 2 are no minibatch in the trainer's hand: take a batch first",
            Assert.Throws<ArgumentException>("groups", () => RolloutQueue.Consume(Taken(), 1, [1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("groups", () => RolloutQueue.Consume(Two, 1, [1]));
    }

    [Fact]
    public void What_a_checkpoint_holds_is_trained_and_what_came_after_it_is_not_yet()
    {
        var stepped = RolloutQueue.Consume(RolloutQueue.Consume(Taken(), 1, [2]), 2, [1]);
        Assert.Same(stepped, RolloutQueue.CommitTrained(stepped, 0));
        var committed = RolloutQueue.CommitTrained(stepped, 1);
        Assert.Equal((1, 2), (committed.Ended.Trained, Assert.Single(committed.Consumed).Step));
        Assert.Equal(2, RolloutQueue.CommitTrained(committed, 2).Ended.Trained);
    }

    [Fact]
    public void Falling_back_makes_ready_again_what_was_consumed_after_the_step_and_voids_the_rest()
    {
        var stepped = RolloutQueue.Issue(RolloutQueue.Consume(RolloutQueue.Consume(Taken(), 1, [2]), 2, [1]), 1, "g", Now, Later) with { Admitting = true, Closed = true };
        var back = RolloutQueue.FallBack(stepped, 1, Now.AddSeconds(5));
        Assert.Equal((1, 1, false, false), (back.Step, back.GroupsInWeights, back.Admitting, back.Closed));
        Assert.Equal(
            [new QueueEntry(1, GroupPhase.Ready, "", Now.AddSeconds(5), Now.AddSeconds(5), new(3)), new QueueEntry(3, GroupPhase.Generating, "", Now, Now.AddSeconds(5), default)], back.Open);
        Assert.Equal([1], back.Consumed.Select(consumed => consumed.Step));
        Assert.Equal(1, RolloutQueue.FallBack(back, 5, Now).Step);
        Assert.Null(RolloutQueue.FallBack(Taken(), 0, Now).Taken);
    }

    private static RolloutQueueState Taken() =>
        RolloutQueue.Ready(RolloutQueue.Ready(Two, new(1, new(3)), Now), new(2, new(3)), Now) with { Taken = new TakenBatch(1, [[2], [1]]) };
}
