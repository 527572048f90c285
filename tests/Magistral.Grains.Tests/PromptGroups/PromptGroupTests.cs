using Magistral.Method.Generation;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Verification;
using Magistral.Grains.Placement;
using Magistral.Grains.PromptGroups;
using Xunit;
using static Magistral.Grains.Tests.PromptGroups.PlayedGroup;

namespace Magistral.Grains.Tests.PromptGroups;

public sealed class PromptGroupTests
{
    [Fact]
    public void A_new_group_takes_its_problem_and_terms_and_says_who_holds_it()
    {
        var leased = Leased();
        Assert.Equal((Problem, Terms, Now, GroupPhase.Generating, "g"), (leased.Problem, leased.Terms, leased.IssuedAt, leased.Phase, leased.GeneratorId));
        Assert.Equal(["issued: p", "leased to g"], leased.Timeline.Select(entry => entry.What));
        Assert.Equal([0, 1], PromptGroup.MissingIndexes(leased));
    }

    [Fact]
    public void A_lease_that_is_repeated_changes_nothing() => Assert.Same(LeasedOnce, PromptGroup.Lease(LeasedOnce, Problem, Terms, "g", Now.AddSeconds(1)));

    [Fact]
    public void Another_generator_takes_over_and_the_problem_stays()
    {
        var again = PromptGroup.Lease(Leased(), Problem with { Id = "other" }, Terms with { GroupSize = 9 }, "h", Now);
        Assert.Equal(("p", 2, "h"), (again.Problem!.Id, again.Terms!.GroupSize, again.GeneratorId));
        Assert.Equal("leased to h: g held it and did not end it", again.Timeline[^1].What);
    }

    [Fact]
    public void The_same_generator_is_named_again_once_something_happened_in_between()
    {
        var half = PromptGroup.AddRollouts(Leased(), Delivery(Rollout(0)), 0, Now);
        Assert.Equal("leased to g: g held it and did not end it", PromptGroup.Lease(half, Problem, Terms, "g", Now).Timeline[^1].What);
    }

    [Fact]
    public void A_group_that_is_complete_or_has_ended_is_not_leased()
    {
        var complete = Verifying();
        Assert.Same(complete, PromptGroup.Lease(complete, Problem, Terms, "h", Now));
        var ended = PromptGroup.End(Leased(), new(GroupPhase.Stale, ""), Now);
        Assert.Same(ended, PromptGroup.Lease(ended, Problem, Terms, "h", Now));
        Assert.Empty(PromptGroup.MissingIndexes(ended));
        Assert.Empty(PromptGroup.MissingIndexes(new()));
    }

    [Fact]
    public void Rollouts_are_kept_by_rising_index_and_the_last_one_begins_the_verification()
    {
        var half = PromptGroup.AddRollouts(Leased(), Delivery(Rollout(1)), 0, Now);
        Assert.Equal(GroupPhase.Generating, half.Phase);
        Assert.Equal([0], PromptGroup.MissingIndexes(half));
        Assert.Equal("1 rollout stored from g", half.Timeline[^1].What);
        var whole = PromptGroup.AddRollouts(half, Delivery(Rollout(0)), 0, Now);
        Assert.Equal(GroupPhase.Verifying, whole.Phase);
        Assert.Equal([0, 1], whole.Records.Select(rollout => rollout.Index));
        Assert.Equal(TokenStream.Given([1]), PromptGroup.Owed(half, Delivery(Rollout(0), Rollout(1)))!.Prompt);
        Assert.Equal([0], PromptGroup.Owed(half, Delivery(Rollout(0), Rollout(1)))!.Rollouts.Select(rollout => rollout.Index));
    }

    [Fact]
    public void A_rollout_that_is_there_already_stays_as_it_is()
    {
        var half = PromptGroup.AddRollouts(Leased(), Delivery(Rollout(0, version: 1)), 0, Now);
        Assert.Same(half, PromptGroup.AddRollouts(half, Delivery(Rollout(0, version: 2)), 0, Now));
        var both = PromptGroup.AddRollouts(half, Delivery(Rollout(0, version: 2), Rollout(1), Rollout(1, version: 9), Rollout(2)), 0, Now);
        Assert.Equal([1, 3], both.Records.Select(rollout => rollout.Spans[0].Version!.Value.Number));
    }

    [Fact]
    public void After_its_end_a_group_takes_neither_rollouts_nor_scores()
    {
        var ended = PromptGroup.End(PromptGroup.AddRollouts(Leased(), Delivery(Rollout(0)), 0, Now), new(GroupPhase.Abandoned, "over"), Now);
        Assert.Same(ended, PromptGroup.AddRollouts(ended, Delivery(Rollout(1)), 0, Now));
        Assert.Same(ended, PromptGroup.AddScores(ended, [Right(0)], Now));
        Assert.Empty(PromptGroup.Unscored(ended));
    }

    [Fact]
    public void The_first_score_of_a_rollout_stands()
    {
        var scored = PromptGroup.AddScores(Verifying(), [Right(0), Wrong(0)], Now);
        Assert.Equal(VerdictKind.Correct, scored.Records[0].Score!.Verdict);
        Assert.Equal([1], PromptGroup.Unscored(scored).Select(rollout => rollout.Index));
        Assert.Same(scored, PromptGroup.AddScores(scored, [Wrong(0), Right(7)], Now));
        Assert.Equal(GroupPhase.Verifying, scored.Phase);
    }

    [Fact]
    public void The_last_score_settles_the_group_but_not_while_rollouts_are_missing()
    {
        var half = PromptGroup.AddScores(PromptGroup.AddRollouts(Leased(), Delivery(Rollout(0)), 0, Now), [Right(0)], Now);
        Assert.Equal(GroupPhase.Generating, half.Phase);
        Assert.Equal(GroupPhase.Ready, PromptGroup.AddScores(PromptGroup.AddRollouts(half, Delivery(Rollout(1)), 0, Now), [Wrong(1)], Now).Phase);
    }

    [Fact]
    public void A_verifier_that_failed_fails_the_group_and_gives_no_reward()
    {
        var failed = PromptGroup.AddScores(Verifying(), [Error(1)], Now);
        Assert.Equal(new GroupEnd(GroupPhase.Failed, "verifier: it broke"), failed.End);
        Assert.All(failed.Records, rollout => Assert.Null(rollout.Advantage));
    }

    [Fact]
    public void The_first_end_stands()
    {
        var ended = PromptGroup.End(Leased(), new(GroupPhase.Stale, "old"), Now);
        Assert.Equal((GroupPhase.Stale, Now), (ended.Phase, ended.EndedAt));
        Assert.Same(ended, PromptGroup.End(ended, new(GroupPhase.Stale, "old"), Now.AddDays(1)));
        Assert.Throws<GroupAlreadyEndedException>(() => PromptGroup.End(ended, new(GroupPhase.Stale, "older"), Now));
    }

    [Theory]
    [InlineData(GroupPhase.Trained, "", 7, "trained at step 7")]
    [InlineData(GroupPhase.Stale, "", null, "ended: Stale")]
    [InlineData(GroupPhase.Failed, "why", null, "ended: Failed, why")]
    public void An_end_is_told_in_the_timeline(GroupPhase phase, string reason, int? step, string told) =>
        Assert.Equal(told, PromptGroup.End(Leased(), new(phase, reason, step), Now).Timeline[^1].What);

    [Fact]
    public void It_waits_for_its_generator_then_for_a_verifier_then_to_be_heard()
    {
        Assert.Null(PromptGroup.WaitOf(new(), announced: false));
        Assert.Equal(new GroupWait(WaitKind.Generator, "g", Now), PromptGroup.WaitOf(Leased(), announced: false));
        Assert.Equal(WaitKind.Verifier, PromptGroup.WaitOf(Verifying(), announced: false)!.For);
        var ready = PromptGroup.AddScores(Verifying(), [Right(0), Wrong(1)], Now);
        Assert.Equal(new GroupWait(WaitKind.Announcement, "queue", Now), PromptGroup.WaitOf(ready, announced: false));
        Assert.Null(PromptGroup.WaitOf(ready, announced: true));
    }

    [Fact]
    public void A_verifier_is_asked_with_the_problem_and_told_whether_the_response_was_cut_off()
    {
        var group = Leased();
        var (cut, whole) = (PromptGroup.RequestFor(group, Rollout(0, finish: FinishReason.Length)), PromptGroup.RequestFor(group, Rollout(1, tokens: 5)));
        Assert.Equal(("1+1=", "text 0", "2", 40, 8), (cut.Prompt, cut.Response, cut.Reference, cut.LMax, cut.LCache));
        Assert.Equal((true, false), (cut.CutOff, whole.CutOff));
        Assert.Equal((2, 5), (cut.LengthTokens, whole.LengthTokens));
        Assert.Equal((ulong)Now.UtcTicks, cut.TestSeed);
    }

    [Fact]
    public void The_oldest_version_is_that_of_its_oldest_token() =>
        Assert.Equal(2, PromptGroup.OldestVersion(PromptGroup.AddRollouts(Leased(), Delivery(Rollout(0, version: 4), Rollout(1, version: 2)), 0, Now)).Number);

    [Fact]
    public void Given_tokens_have_no_age_and_no_length()
    {
        var completion = TokenStream.Sampled([1, 2], [-1, -1], new(3)).Append(TokenStream.Given([7, 8, 9])).Append(TokenStream.Sampled([4], [-2], new(4)));
        var rollout = Rollout(0) with { Completion = completion };
        var group = PromptGroup.AddRollouts(Leased(), Delivery(rollout), 0, Now);
        Assert.Equal((3, 3), (group.Records[0].LengthTokens, PromptGroup.RequestFor(group, rollout).LengthTokens));
        Assert.Equal(3, PromptGroup.OldestVersion(group).Number);
        var summary = PromptGroup.Summary(1, group)!;
        Assert.Equal(3, summary.Tokens);
        Assert.Equal([new TokenSpan(2, new(3)), new TokenSpan(1, new(4))], summary.Versions);
    }

    [Fact]
    public void What_was_overdue_is_noted_with_its_age() =>
        Assert.Equal("waited 2.5 s for Verifier math/1: asked again", PromptGroup.NoteOverdue(Leased(), WaitKind.Verifier, "math/1", TimeSpan.FromSeconds(2.5), Now).Timeline[^1].What);

    [Fact]
    public void A_verifier_is_waited_for_by_the_name_that_the_problem_has_for_it() =>
        Assert.Equal(VerifierKey.For(Problem.Task, Problem.Id).ToString(), PromptGroup.WaitOf(Verifying(), announced: false)!.Owner);

    [Fact]
    public void A_second_end_says_which_problem_and_which_ends()
    {
        var ended = PromptGroup.End(Leased(), new(GroupPhase.Stale, "old"), Now);
        var error = Assert.Throws<GroupAlreadyEndedException>(() => PromptGroup.End(ended, new(GroupPhase.Failed, "new"), Now));
        Assert.Equal("prompt group p cannot end as Failed, it ended as Stale before: read the group again: the first end stands", error.Message);
        var never = PromptGroup.End(new(), new(GroupPhase.Abandoned, ""), Now); // before it was issued
        Assert.StartsWith("prompt group ? cannot end", Assert.Throws<GroupAlreadyEndedException>(() => PromptGroup.End(never, new(GroupPhase.Failed, ""), Now)).Message, StringComparison.Ordinal);
    }

    private static readonly PromptGroupState LeasedOnce = Leased();
}
