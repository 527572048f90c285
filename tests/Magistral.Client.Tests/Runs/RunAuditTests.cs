using Magistral.Client.Runs;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Weights;

namespace Magistral.Client.Tests.Runs;

public sealed class RunAuditTests
{
    /// <summary>Two updates of two groups: the first in a checkpoint, the second not; one group without signal, one open.</summary>
    private static readonly AuditedRun Right = Books(
        new RunSpec
        {
            Name = "audited",
            Rl = new() { GroupSize = 4, NAsync = 8, NBatch = 8, NMinibatch = 8, MaxStaleness = 1 },
            Stages = [new() { Name = "one", Problems = new() { Digits = 1 }, LMax = 40, LCache = 8 }],
        },
        [
            Trained(1, step: 1, versions: [0]), Trained(2, step: 1, versions: [0]), Consumed(3, step: 2, versions: [0, 1]), Consumed(4, step: 2, versions: [1]),
            new() { Number = 5, End = new(GroupPhase.NoSignal, GroupEnd.AllWrong) }, new() { Number = 6, Open = GroupPhase.Generating },
        ]);

    [Fact]
    public void Books_that_balance_have_no_faults()
    {
        var report = RunAudit.Check(Right);
        Assert.Empty(report.Faults);
        Assert.Equal((6, 3, 3, 2, 16L, 160L, 3), (report.Groups, report.Ended, report.Open, report.Steps, report.TrainedCompletions, report.TrainedTokens, report.Versions));
    }

    [Fact]
    public void A_group_that_was_told_its_end_before_the_queue_heard_of_it_is_open() =>
        Assert.Empty(RunAudit.Check(With(3, group => group with { End = GroupEnd.TrainedAt(2) })).Faults);

    [Fact]
    public void A_group_without_an_end_that_nobody_knows_as_open_is_a_fault() =>
        AssertFault("group 5 is neither open nor ended", With(5, group => group with { End = null }));

    [Fact]
    public void A_group_in_the_weights_that_ended_otherwise_is_a_fault() =>
        AssertFault("group 4 is in the weights by step 2 and ended as Stale", With(4, group => group with { End = new(GroupPhase.Stale, "old") }));

    [Fact]
    public void A_group_trained_into_two_updates_is_a_fault() =>
        AssertFault("group 3 is in the weights by step 2 and ended as Trained at step 1", With(3, group => group with { End = GroupEnd.TrainedAt(1) }));

    [Fact]
    public void An_update_that_holds_too_few_completions_is_a_fault() =>
        AssertFault("step 1 holds 4 completions, n_minibatch is 8", With(2, group => group with { End = new(GroupPhase.Failed, "verifier") }));

    [Fact]
    public void A_token_of_a_version_that_was_never_published_is_a_fault() =>
        AssertFault("group 4 was trained with tokens of v9, which was never published", With(4, group => group with { Versions = [9] }));

    [Fact]
    public void A_token_beyond_the_bound_is_a_fault()
    {
        var spec = Right.Spec with { Rl = Right.Spec.Rl with { MaxStaleness = 0 } };
        AssertFault("group 3 was trained on v1 with tokens of v0 to v1, the bound is 0", Right with { Spec = spec });
    }

    [Fact]
    public void A_token_within_a_bound_that_a_revision_narrowed_later_is_none()
    {
        var narrowed = Right with
        {
            Spec = Right.Spec with { Rl = Right.Spec.Rl with { MaxStaleness = 0 } },
            Revisions = [new(2, DateTimeOffset.UnixEpoch, "ann", [new("rl.max_staleness", "1", "0")])],
        };
        Assert.Empty(RunAudit.Check(narrowed).Faults);
    }

    [Fact]
    public void A_token_from_weights_that_its_own_update_made_is_a_fault() =>
        AssertFault("group 2 was trained on v0 with tokens of v1 to v1, the bound is 1", With(2, group => group with { Versions = [1] }));

    [Fact]
    public void A_step_that_was_made_again_after_a_crash_counts_by_its_last_update()
    {
        var published = (IReadOnlyList<PublishedVersion>)[.. Right.Published, new(new(3), 1, "hash 1", IsUpdate: false), new(new(4), 2, "hash 4", IsUpdate: true)];
        AssertFault("group 3 was trained on v3 with tokens of v0 to v1, the bound is 1", Right with { Published = published });
        var again = With(3, group => group with { Versions = [2, 3] });
        Assert.DoesNotContain(RunAudit.Check(again with { Published = published }).Faults, fault => fault.StartsWith("group 3 ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_trained_rollout_that_no_verifier_scored_is_a_fault() =>
        AssertFault("group 1 was trained with a rollout that no verifier scored", With(1, group => group with { LacksScore = true }));

    [Fact]
    public void A_completed_run_has_every_trained_token_in_its_ledger() =>
        AssertFault("the ledger holds 160 tokens, the trained groups 161", With(1, group => group with { Tokens = 41, VersionedTokens = 41 }) with { State = RunLifecycle.Completed });

    private static void AssertFault(string expected, AuditedRun run) => Assert.Contains(expected, RunAudit.Check(run).Faults);

    private static AuditedRun With(int number, Func<AuditedGroup, AuditedGroup> change) =>
        Books(Right.Spec, [.. Right.Groups.Select(group => group.Number == number ? change(group) : group)]);

    private static AuditedRun Books(RunSpec spec, IReadOnlyList<AuditedGroup> groups)
    {
        var open = groups.Where(group => group.Open is not null).Select(group => new OpenGroup(group.Number, group.Open!.Value, "", null, group.ConsumedStep)).ToList();
        int Ended(GroupPhase phase) => groups.Count(group => group.Open is null && group.End?.Phase == phase);
        var counts = new GroupCounts(
            groups.Count, Ended(GroupPhase.Trained), Ended(GroupPhase.NoSignal), 0, Ended(GroupPhase.NoSignal), Ended(GroupPhase.Stale), Ended(GroupPhase.Failed),
            Ended(GroupPhase.Abandoned), open.Count(group => group.Phase == GroupPhase.Generating), 0, open.Count(group => group.Phase == GroupPhase.Consumed));
        return new(spec, RunLifecycle.Running, new(2, 4, counts, open, Closed: false), groups,
            [new(new(0), 0, "hash 0", IsUpdate: false), new(new(1), 1, "hash 1", IsUpdate: true), new(new(2), 2, "hash 2", IsUpdate: true)], [new(0, 120), new(1, 40)]);
    }

    private static AuditedGroup Trained(int number, int step, int[] versions) =>
        new() { Number = number, End = GroupEnd.TrainedAt(step), Rollouts = 4, Tokens = 40, VersionedTokens = 40, Versions = versions };

    private static AuditedGroup Consumed(int number, int step, int[] versions) =>
        new() { Number = number, Open = GroupPhase.Consumed, ConsumedStep = step, Rollouts = 4, Tokens = 40, VersionedTokens = 40, Versions = versions };
}
