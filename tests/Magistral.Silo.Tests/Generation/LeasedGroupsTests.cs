using Magistral.Silo.Generation;
using Xunit;

namespace Magistral.Silo.Tests.Generation;

public sealed class LeasedGroupsTests
{
    private static readonly int[] Prompt = [7, 8];
    private readonly LeasedGroups groups = new();

    [Fact]
    public void A_group_leased_again_adds_only_what_is_not_under_way()
    {
        Assert.Equal([0, 1, 2], groups.Add(4, Prompt, [0, 1, 2]).Indexes);
        groups.Delivered(4, [1]);
        Assert.Equal([1, 3], groups.Add(4, Prompt, [0, 1, 2, 3]).Indexes);
    }

    [Fact]
    public void A_group_is_held_until_its_last_rollout_is_handed_over()
    {
        groups.Add(4, Prompt, [0, 1]);
        Assert.Equal(Prompt, groups.PromptOf(4));
        groups.Delivered(4, [0]);
        Assert.Equal([4], groups.Numbers);
        groups.Delivered(4, [1]);
        Assert.Empty(groups.Numbers);
    }

    [Fact]
    public void Dropping_a_group_ends_what_is_under_way_and_nothing_that_is_leased_afterwards()
    {
        var before = groups.Add(4, Prompt, [0, 1]).Dropped;
        Assert.True(groups.Drop(4));
        Assert.False(groups.Drop(4));
        Assert.Null(groups.PromptOf(4));
        var after = groups.Add(4, Prompt, [0, 1]);
        Assert.Equal((true, false), (before.IsCancellationRequested, after.Dropped.IsCancellationRequested));
        Assert.Equal([0, 1], after.Indexes);
    }
}
