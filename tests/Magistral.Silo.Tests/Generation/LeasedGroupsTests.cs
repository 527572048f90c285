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
        Assert.Equal([0, 1, 2], groups.Add(4, Prompt, [0, 1, 2]));
        groups.PromptOf(4, [1]);
        Assert.Equal([1, 3], groups.Add(4, Prompt, [0, 1, 2, 3]));
    }

    [Fact]
    public void A_group_is_forgotten_with_its_last_rollout()
    {
        groups.Add(4, Prompt, [0, 1]);
        Assert.Equal(Prompt, groups.PromptOf(4, [0, 1]));
        Assert.Throws<InvalidOperationException>(() => groups.PromptOf(4, [0]));
    }
}
