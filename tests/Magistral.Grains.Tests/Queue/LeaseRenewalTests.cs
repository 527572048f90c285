using CsCheck;
using Magistral.Contracts.PromptGroups;
using Magistral.Grains.Queue;
using Xunit;

namespace Magistral.Grains.Tests.Queue;

public sealed class LeaseRenewalTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset Before = Now.AddSeconds(20);
    private static readonly DateTimeOffset After = Now.AddSeconds(60);

    [Fact]
    public void A_named_lease_begins_anew_and_one_that_is_not_named_lapses()
    {
        var queue = LeaseRenewal.Renew(RolloutQueue.Issue(new(), 2, "a", Now, Before), "a", [1], Now, After);
        Assert.Equal([After, Now], queue.Open.Select(entry => entry.Deadline));
        Assert.Equal([2], RolloutQueue.Lapsed(queue, Now).Select(entry => entry.Number));
        Assert.Empty(LeaseRenewal.Lost(queue, "a", [1]));
    }

    [Fact]
    public void Leases_of_others_stay_as_they_are_and_are_said_to_be_lost()
    {
        var queue = RolloutQueue.Issue(new(), 2, "b", Now, Before);
        Assert.Same(queue, LeaseRenewal.Renew(queue, "a", [2, 9], Now, After));
        Assert.Equal([2, 9], LeaseRenewal.Lost(queue, "a", [2, 9]));
    }

    [Fact]
    public void Who_is_at_work_on_a_group_that_was_taken_from_it_keeps_it_when_nobody_came()
    {
        var queue = RolloutQueue.Release(RolloutQueue.Issue(new(), 1, "a", Now, Before), "a", Now);
        queue = LeaseRenewal.Renew(queue, "a", [1], Now, After);
        Assert.Equal(("a", After), (queue.Open[0].GeneratorId, queue.Open[0].Deadline));
    }

    [Fact]
    public void A_lease_that_lapsed_and_one_that_nobody_holds_are_left_as_they_are()
    {
        var lapsed = RolloutQueue.Issue(new(), 1, "a", Now, Before);
        Assert.Same(lapsed, LeaseRenewal.Renew(lapsed, "a", [], Before, After));
        Assert.Same(lapsed, LeaseRenewal.Renew(lapsed, "a", [], After, After));
        var released = RolloutQueue.Release(lapsed, "a", Before);
        Assert.Same(released, LeaseRenewal.Renew(released, "a", [], Now, After));
    }

    [Fact]
    public void Whatever_two_generators_name_a_group_has_one_owner_and_is_lost_to_the_other() =>
        Gen.Select(Gen.Bool, Gen.Int[1, 6].Array[0, 6]).List[1, 20].Sample(words =>
        {
            var queue = RolloutQueue.Issue(RolloutQueue.Issue(new(), 3, "a", Now, Before), 3, "b", Now, Before);
            queue = RolloutQueue.Ready(queue, new(6, new(0)), Now);
            foreach (var (isA, named) in words)
            {
                var who = isA ? "a" : "b";
                queue = LeaseRenewal.Renew(queue, who, named, Now, After);
                var lost = LeaseRenewal.Lost(queue, who, named);
                Assert.All(named.Except(lost), number => Assert.Equal(who, RolloutQueue.Find(queue, number)!.GeneratorId));
                Assert.All(lost, number => Assert.NotEqual(who, RolloutQueue.Find(queue, number)!.GeneratorId));
            }
            Assert.Equal(GroupPhase.Ready, RolloutQueue.Find(queue, 6)!.Phase);
        });
}
