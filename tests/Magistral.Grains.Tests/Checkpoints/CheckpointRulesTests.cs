using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Checkpoints;
using Xunit;

namespace Magistral.Grains.Tests.Checkpoints;

public sealed class CheckpointRulesTests
{
    private static readonly TrainerTerm First = new(1);
    private static readonly TrainerTerm Second = new(2);

    [Fact]
    public void A_beginning_that_is_repeated_is_the_same_attempt_and_a_later_trainers_is_another()
    {
        var begun = Begun(First);
        Assert.Equal((1, CheckpointStatus.Writing, true), (begun.Attempt, begun.Status, begun.IsWriting));
        Assert.Same(begun, CheckpointRules.Begin(begun, "run", First));
        Assert.Equal((2, Second), (Begun(Second, begun).Attempt, Begun(Second, begun).Term));
        Assert.Throws<TrainerSupersededException>(() => Begun(First, Begun(Second, begun)));
    }

    [Fact]
    public void After_a_commit_the_same_trainer_begins_another_attempt_and_the_committed_one_stands()
    {
        var again = Begun(First, Committed());
        Assert.Equal((2, CheckpointStatus.Committed, true, "a"), (again.Attempt, again.Status, again.IsWriting, again.Manifest!.Parts[0].Key));
    }

    [Fact]
    public void A_commit_that_is_repeated_changes_nothing()
    {
        var committed = Committed();
        Assert.Same(committed, CheckpointRules.Commit(committed, "run", Manifest("a"), First));
    }

    [Theory]
    [InlineData("b", 0)]
    [InlineData("a", 1)]
    public void Without_a_beginning_only_what_is_committed_already_is_committed(string key, int second)
    {
        var manifest = Manifest(key) with { CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(second) };
        Assert.Throws<TrainerSupersededException>(() => CheckpointRules.Commit(Committed(), "run", manifest, First));
        Assert.Throws<TrainerSupersededException>(() => CheckpointRules.Commit(new(), "run", manifest, First));
    }

    [Fact]
    public void A_manifest_of_another_step_version_or_part_is_not_the_committed_one() => Assert.All(
        [Manifest("a") with { Step = 26 }, Manifest("a") with { Version = new(26) }, Manifest("a") with { Parts = [] }],
        manifest => Assert.Throws<TrainerSupersededException>(() => CheckpointRules.Commit(Committed(), "run", manifest, First)));

    [Fact]
    public void A_late_commit_does_not_bring_an_expired_checkpoint_back()
    {
        var expired = CheckpointRules.Settle(Committed(), keep: false, over: First);
        Assert.Equal(CheckpointStatus.Expired, expired.Status);
        Assert.Throws<TrainerSupersededException>(() => CheckpointRules.Commit(expired, "run", Manifest("a"), First));
        Assert.Throws<TrainerSupersededException>(() => CheckpointRules.Commit(expired, "run", Manifest("a"), Second));
    }

    [Theory]
    [InlineData(true, CheckpointStatus.Committed)]
    [InlineData(false, CheckpointStatus.Expired)]
    public void Settling_keeps_or_expires_what_was_committed_and_ends_what_was_being_written(bool keep, CheckpointStatus status)
    {
        var settled = CheckpointRules.Settle(Begun(First, Committed()), keep, over: First);
        Assert.Equal((status, false, Second), (settled.Status, settled.IsWriting, settled.Term));
        Assert.Throws<TrainerSupersededException>(() => Begun(First, settled));
        Assert.Equal(3, Begun(Second, settled).Attempt);
    }

    [Fact]
    public void Settling_leaves_a_later_trainers_work_alone()
    {
        var committed = Committed();
        Assert.Same(committed, CheckpointRules.Settle(committed, keep: false, over: new(0)));
    }

    [Fact]
    public void What_was_never_committed_expires_even_if_the_run_would_keep_it() =>
        Assert.Equal(CheckpointStatus.Expired, CheckpointRules.Settle(Begun(First), keep: true, over: First).Status);

    [Fact]
    public void A_committed_checkpoint_and_the_attempt_under_way_remain()
    {
        var committed = Committed();
        Assert.Equal(new(null, committed.Manifest, false), Remains(committed, isRead: false));
        Assert.Equal(new(2, committed.Manifest, false), Remains(Begun(First, committed), isRead: false));
        Assert.Equal(new(1, null, false), Remains(Begun(First), isRead: true));
        Assert.Equal(new(null, null, false), Remains(new(), isRead: true));
    }

    [Fact]
    public void An_expired_checkpoint_remains_only_while_it_is_read()
    {
        var expired = CheckpointRules.Settle(Committed(), keep: false, over: First);
        Assert.Equal(new(null, null, false), Remains(expired, isRead: false));
        Assert.True(Remains(expired, isRead: true) is { Manifest: not null, IsHeld: true });
        Assert.True(Remains(Committed(), isRead: true).IsHeld);
        Assert.Null(Remains(Begun(Second, expired), isRead: true).Manifest);
    }

    private static CheckpointState Begun(TrainerTerm term, CheckpointState? before = null) => CheckpointRules.Begin(before ?? new(), "run", term);

    private static CheckpointState Committed() => CheckpointRules.Commit(Begun(First), "run", Manifest("a"), First);

    private static CheckpointRemains Remains(CheckpointState state, bool isRead) => CheckpointRules.Remains(state, isRead);

    private static CheckpointManifest Manifest(string key) => new(25, new(25), DateTimeOffset.UnixEpoch, [new("weights", key, 1, "00")]);
}
