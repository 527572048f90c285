using System.Text.Json;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Revisions;
using Magistral.Grains.Runs;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class RunRevisionsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddHours(1);
    private static readonly RunState Fresh = new() { Spec = TestSpecs.Small, CreatedAt = DateTimeOffset.UnixEpoch };
    private static readonly RunSpec Slower = TestSpecs.Small with { Rl = TestSpecs.Small.Rl with { LearningRate = 1e-5 } };

    [Fact]
    public void The_spec_that_was_submitted_is_the_first_revision() => Assert.Equal(new(1, TestSpecs.Small, DateTimeOffset.UnixEpoch, "submitted"), RunRevisions.Newest(Fresh));

    [Fact]
    public void A_live_setting_makes_the_next_revision_which_says_who_changed_what()
    {
        var revised = RunRevisions.Revise(Fresh, Slower, 1, "ann: the loss jumps", Now);
        Assert.Equal(new(2, Slower, Now, "ann: the loss jumps"), RunRevisions.Newest(revised));
        var entry = Assert.Single(revised.Revisions);
        Assert.Equal(new SpecChange("rl.learning_rate", "0.0003", "1E-05"), Assert.Single(entry.Changes));
        Assert.Equal(new(Now, "revision 2 by ann: the loss jumps: rl.learning_rate: 0.0003 -> 1E-05"), revised.Audit[^1]);
    }

    [Fact]
    public void Made_again_it_is_the_same_revision()
    {
        var revised = RunRevisions.Revise(Fresh, Slower, 1, "ann", Now);
        Assert.Same(revised, RunRevisions.Revise(revised, Slower, 1, "ann", Now.AddHours(1)));
        var ended = RunRules.Stop(revised, RunLifecycle.Completed, "done", Now);
        Assert.Same(ended, RunRevisions.Revise(ended, Slower, 1, "ann", Now));
    }

    [Fact]
    public void A_spec_that_is_the_newest_makes_no_revision() => Assert.Same(Fresh, RunRevisions.Revise(Fresh, TestSpecs.Small with { }, 1, "ann", Now));

    [Fact]
    public void What_was_made_from_another_revision_than_the_newest_is_refused()
    {
        var revised = RunRevisions.Revise(Fresh, Slower, 1, "ann", Now);
        var refused = Assert.Throws<StaleRevisionException>(() => RunRevisions.Revise(revised, TestSpecs.Small, 1, "bob", Now));
        Assert.StartsWith("run 'small' is at revision 2, the change was made from revision 1", refused.Message, StringComparison.Ordinal);
        Assert.Throws<StaleRevisionException>(() => RunRevisions.Revise(Fresh, Slower, 2, "bob", Now));
        Assert.Throws<StaleRevisionException>(() => RunRevisions.Revise(revised, Slower, 1, "bob", Now)); // who did not make it has not made it
    }

    [Fact]
    public void What_cannot_run_and_what_is_fixed_is_refused()
    {
        var broken = TestSpecs.Small with { Rl = TestSpecs.Small.Rl with { MaxStaleness = -7 } };
        Assert.Equal("rl.max_staleness", Assert.Single(Assert.Throws<RunSpecException>(() => RunRevisions.Revise(Fresh, broken, 1, "ann", Now)).Faults).Path);
        var deeper = Slower with { Model = Slower.Model with { Layers = 9 } };
        Assert.Equal("model.layers", Assert.Single(Assert.Throws<FixedSettingException>(() => RunRevisions.Revise(Fresh, deeper, 1, "ann", Now)).Changes).Path);
    }

    [Theory]
    [InlineData(RunLifecycle.Completed)]
    [InlineData(RunLifecycle.Cancelled)]
    public void What_has_ended_for_good_is_not_revised(RunLifecycle end) =>
        Assert.Throws<RunEndedException>(() => RunRevisions.Revise(RunRules.Stop(Fresh, end, "done", Now), Slower, 1, "ann", Now));

    [Fact]
    public void A_run_is_of_the_spec_it_was_submitted_with_and_of_its_newest_and_of_none_between()
    {
        var again = RunRevisions.Revise(RunRevisions.Revise(Fresh, Slower, 1, "ann", Now), Slower with { Evaluation = new() { EverySteps = 7 } }, 2, "ann", Now);
        Assert.True(RunRevisions.IsOf(again, TestSpecs.Small));
        Assert.True(RunRevisions.IsOf(again, Slower with { Evaluation = new() { EverySteps = 7 } }));
        Assert.False(RunRevisions.IsOf(again, Slower));
        Assert.Equal([2, 3], again.Revisions.Select(entry => entry.Number));
    }

    [Fact]
    public void A_state_without_revisions_as_version_0_1_0_stored_it_is_at_the_first()
    {
        var old = JsonSerializer.SerializeToNode(Fresh)!.AsObject();
        Assert.True(old.Remove(nameof(RunState.Revisions)) && old.Remove(nameof(RunState.Submitted)));
        Assert.Equal(1, RunRevisions.Newest(JsonSerializer.Deserialize<RunState>(old)!).Number);
    }

    [Fact]
    public void Events_tell_of_a_revision() => Assert.Contains(
        RunFeed.Tell(Fresh, RunRevisions.Revise(Fresh, Slower, 1, "ann", Now), Now).Feed.Newest, entry => entry.What.StartsWith("revision 2 by ann", StringComparison.Ordinal));
}
