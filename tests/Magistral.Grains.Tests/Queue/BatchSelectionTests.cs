using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Specs;
using Magistral.Grains.Queue;
using Magistral.Grains.Tests.Cluster;
using Magistral.Method.Staleness;
using Xunit;

namespace Magistral.Grains.Tests.Queue;

/// <summary>Batches of two minibatches of two groups, trained from version 10 on.</summary>
public sealed class BatchSelectionTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void The_groups_with_the_oldest_tokens_are_trained_first_and_of_those_the_lowest_numbers()
    {
        var selection = Select(Admission.Unbounded, 9, 8, 9, 8, 7);
        Assert.Equal([[5, 2], [4, 1]], selection.Batch!.Minibatches);
        Assert.Equal(7, selection.Batch.Batch);
        Assert.Empty(selection.Stale);
    }

    [Fact]
    public void Without_enough_groups_there_is_no_batch() => Assert.Null(Select(Admission.Unbounded, 9, 9, 9).Batch);

    [Fact]
    public void Only_groups_that_are_ready_are_taken()
    {
        var queue = Queue(9, 9, 9);
        Assert.Null(BatchSelection.Select(RolloutQueue.Issue(queue, 5, "g", Now, Now), Request, Sizes, 1, Admission.Unbounded).Batch);
    }

    [Fact]
    public void A_group_is_stale_by_the_version_of_the_minibatch_that_is_its_turn()
    {
        var selection = Select(1, 9, 9, 10, 10, 8, 9); // the second minibatch meets version 11
        Assert.Equal([[1, 2], [3, 4]], selection.Batch!.Minibatches);
        Assert.Equal([5, 6], selection.Stale);
    }

    [Fact]
    public void A_group_beyond_the_batch_is_judged_by_its_last_minibatch()
    {
        var selection = Select(1, 10, 10, 10, 10, 10);
        Assert.Equal([[1, 2], [3, 4]], selection.Batch!.Minibatches);
        Assert.Empty(selection.Stale);
    }

    [Fact]
    public void A_group_that_is_stale_ends_even_where_no_batch_comes_about()
    {
        var selection = Select(0, 9, 10);
        Assert.Null(selection.Batch);
        Assert.Equal([1], selection.Stale);
    }

    private static readonly BatchSizes Sizes = new(8, 4, 2);

    private static Contracts.Queue.TakeRequest Request => new(7, 6, new(10), TestRun.Term);

    private static BatchSelection Select(int maxStaleness, params int[] versions) => BatchSelection.Select(Queue(versions), Request, Sizes, groupSize: 1, maxStaleness);

    private static RolloutQueueState Queue(params int[] versions)
    {
        var queue = RolloutQueue.Issue(new(), versions.Length, "g", Now, Now);
        foreach (var (index, version) in versions.Index())
            queue = RolloutQueue.Ready(queue, new(index + 1, new(version)), Now);
        Assert.All(queue.Open, entry => Assert.Equal(GroupPhase.Ready, entry.Phase));
        return queue;
    }
}
