using System.Runtime.InteropServices;
using Magistral.Contracts.PromptGroups;
using Magistral.Grains.PromptGroups;
using Magistral.Method.Generation;
using Xunit;
using static Magistral.Grains.Tests.PromptGroups.PlayedGroup;

namespace Magistral.Grains.Tests.PromptGroups;

public sealed class GroupSummaryTests
{
    [Fact]
    public void Before_it_is_issued_a_group_has_no_summary() => Assert.Null(PromptGroup.Summary(1, new()));

    [Fact]
    public void A_group_in_short_has_its_counts_its_versions_and_its_mean_reward()
    {
        var group = PromptGroup.AddRollouts(Leased(), Delivery(Rollout(0, version: 4, tokens: 3), Rollout(1, version: 2, tokens: 5)), 0, Now);
        var summary = PromptGroup.Summary(12, PromptGroup.AddScores(group, [Right(0), Wrong(1)], Now))!;
        Assert.Equal((12, "p", "one", "1+1=", GroupPhase.Ready, null), (summary.Number, summary.ProblemId, summary.StageName, summary.Prompt, summary.Phase, summary.End));
        Assert.Equal((Now, null, 2, 8, 2, 1), (summary.IssuedAt, summary.EndedAt, summary.Rollouts, summary.Tokens, summary.Scored, summary.Correct));
        Assert.Equal((1.0 + 0.1) / 2, summary.MeanReward!.Value, 1e-12);
        Assert.Equal([new TokenSpan(5, new(2)), new TokenSpan(3, new(4))], summary.Versions);
        Assert.Null(summary.Step);
    }

    [Fact]
    public void Tokens_of_one_version_are_counted_together() => Assert.Equal(
        [new TokenSpan(7, new(3))], PromptGroup.Summary(1, PromptGroup.AddRollouts(Leased(), Delivery(Rollout(0, tokens: 2), Rollout(1, tokens: 5)), 0, Now))!.Versions);

    [Fact]
    public void Without_a_score_there_is_no_mean_and_an_error_is_no_score()
    {
        Assert.Equal((0, 0, null), Scores(Verifying()));
        Assert.Equal((1, 1, 1.0), Scores(PromptGroup.AddScores(Verifying(), [Right(0), Error(1)], Now)));

        static (int, int, double?) Scores(PromptGroupState group) => PromptGroup.Summary(1, group) is { } summary ? (summary.Scored, summary.Correct, summary.MeanReward) : default;
    }

    [Fact]
    public void A_trained_group_names_its_step() => Assert.Equal(7, PromptGroup.Summary(1, PromptGroup.End(Leased(), GroupEnd.TrainedAt(7), Now))!.Step);

    [Theory]
    [InlineData(120, 120)]
    [InlineData(121, 120)]
    public void A_long_prompt_is_cut(int characters, int kept) => Assert.Equal(
        new string('1', kept), PromptGroup.Summary(1, PromptGroup.Lease(new(), Problem with { Prompt = $"  {new string('1', characters)}\n" }, Terms, "g", Now))!.Prompt);

    [Fact]
    public void Rollouts_that_version_0_1_0_kept_in_the_state_are_recorded_from_there()
    {
        var stored = Leased() with { Rollouts = [new(Stored(Rollout(0, version: 4, tokens: 3, finish: FinishReason.Length)), "h", Right(0).Score, 0.5)] };
        var record = Assert.Single(PromptGroup.Upgrade(stored).Records);
        Assert.Equal((0, RolloutRecord.InState, "h", 3, FinishReason.Length, 0.5), (record.Index, record.Part, record.GeneratorId, record.LengthTokens, record.Finish, record.Advantage));
        Assert.Equal(Right(0).Score, record.Score);
        Assert.Equal([new TokenSpan(3, new(4))], record.Spans);
    }

    [Fact]
    public void What_is_kept_as_it_is_now_is_left_as_it_is()
    {
        var whole = Verifying() with { Rollouts = [new(Stored(Rollout(0)), "h", null, null)] };
        Assert.Same(whole, PromptGroup.Upgrade(whole));
        var (none, empty) = (Leased(), Leased() with { Rollouts = [] });
        Assert.Same(none, PromptGroup.Upgrade(none));
        Assert.Same(empty, PromptGroup.Upgrade(empty));
    }

    private static StoredRollout.Numbers Stored(GeneratedRollout rollout) => new(
        rollout.Index, MemoryMarshal.AsBytes<int>(rollout.Completion.Tokens).ToArray(), MemoryMarshal.AsBytes<float>(rollout.Completion.LogProbs).ToArray(), rollout.Completion.Spans,
        rollout.Finish, rollout.Text);
}
