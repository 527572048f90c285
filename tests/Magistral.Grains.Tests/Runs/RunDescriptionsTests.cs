using Magistral.Contracts.Runs;
using Magistral.Grains.Runs;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class RunDescriptionsTests
{
    private static readonly RunState Fresh = new() { Spec = TestSpecs.Small, Reason = "the disk is full" };

    [Fact]
    public void A_run_that_waits_says_what_for_and_another_why_it_is_as_it_is()
    {
        Assert.Equal("waits for its turn", RunDescriptions.Of("r", Fresh, "waits for its turn").Reason);
        Assert.Equal("the disk is full", RunDescriptions.Of("r", Fresh, null).Reason);
    }

    [Fact]
    public void Before_a_step_no_share_is_divided_by_nothing()
    {
        var described = RunDescriptions.Of("r", Fresh, null);
        Assert.Equal((0, 0, 0), (described.TrainerBusyShare, described.TrainerTokensPerSecond, described.PaddingShare));
    }

    [Fact]
    public void Shares_are_those_of_all_steps_in_the_weights()
    {
        var run = RunRules.Step(Fresh, new() { Step = 1, Tokens = 30, PaddingShare = 0.25, UpdateSeconds = 2, RlSeconds = 8 }, DateTimeOffset.UnixEpoch);
        var described = RunDescriptions.Of("r", run, null);
        Assert.Equal((0.25, 15, 0.25), (described.TrainerBusyShare, described.TrainerTokensPerSecond, described.PaddingShare));
        Assert.Equal((RunLifecycle.Created, 1), (described.State, described.LastStep!.Step));
    }
}
