using Magistral.Contracts.PromptGroups;
using Magistral.Grains.PromptGroups;
using Magistral.Method.Verification;
using Xunit;

namespace Magistral.Grains.Tests.PromptGroups;

public sealed class GroupDeadlinesTests
{
    private static readonly GroupDeadlines Deadlines = new();

    [Fact]
    public void A_program_may_take_longer_to_judge_than_a_number()
    {
        Assert.Equal(TimeSpan.FromSeconds(30), Deadlines.ScoreOf(TaskKind.Math));
        Assert.Equal(TimeSpan.FromMinutes(5), Deadlines.ScoreOf(TaskKind.Code));
    }

    [Fact]
    public void A_group_waits_for_every_attempt_and_then_for_as_long_as_a_retry_takes()
    {
        Assert.Equal(TimeSpan.FromSeconds(120 + 3 * 30 + 5), Deadlines.Of(WaitKind.Verifier, TaskKind.Math));
        Assert.Equal(TimeSpan.FromSeconds(120 + 3 * 300 + 5), Deadlines.Of(WaitKind.Verifier, TaskKind.Code));
        Assert.Equal(TimeSpan.FromSeconds(10 + 5), Deadlines.Of(WaitKind.Announcement, TaskKind.Math));
    }
}
