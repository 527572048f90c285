using Magistral.Method.Rewards;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Specs;
using Magistral.Grains.Curriculum;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.Curriculum;

public sealed class CurriculumRulesTests
{
    [Fact]
    public void A_full_window_above_the_rule_promotes_and_the_last_stage_finishes()
    {
        var state = Enumerable.Range(1, 8).Aggregate(new CurriculumState(), (curriculum, number) =>
            CurriculumRules.Record(curriculum, Outcome(number, stage: number <= 4 ? 0 : 1, correct: 4), TestSpecs.Small.RlStages()));
        Assert.True(state.Finished);
        Assert.Equal([4, 8], state.Stages.Select(stage => stage.PromotedAtGroup));
    }

    [Fact]
    public void A_window_that_is_not_full_promotes_nobody()
    {
        var state = Enumerable.Range(1, 3).Aggregate(new CurriculumState(), (curriculum, number) =>
            CurriculumRules.Record(curriculum, Outcome(number, 0, 4), TestSpecs.Small.RlStages()));
        Assert.Equal(0, state.CurrentStage);
    }

    [Fact]
    public void A_group_entered_twice_counts_once()
    {
        var once = CurriculumRules.Record(new(), Outcome(1, 0, 2), TestSpecs.Small.RlStages());
        Assert.Same(once, CurriculumRules.Record(once, Outcome(1, 0, 2), TestSpecs.Small.RlStages()));
    }

    [Fact]
    public void A_group_counts_for_its_own_stage_with_its_share_of_right_completions_and_its_lengths()
    {
        var state = CurriculumRules.Record(CurriculumRules.Record(new(), Outcome(1, 1, 1), Stages), Outcome(2, 1, 3), Stages);
        Assert.Equal([0, 2], state.Stages.Select(stage => stage.Groups));
        Assert.Empty(state.Stages[0].Window);
        Assert.Equal([0.25, 0.75], state.Stages[1].Window);
        Assert.Equal((2, 8), (state.Groups, (int)state.Lengths.Sum(count => count.Completions)));
        Assert.Equal([1, 2], state.Recorded);
    }

    [Fact]
    public void The_last_256_groups_are_remembered()
    {
        var state = Enumerable.Range(1, 300).Aggregate(new CurriculumState(), (curriculum, number) => CurriculumRules.Record(curriculum, Outcome(number, 0, 0), Stages));
        Assert.Equal(Enumerable.Range(45, 256), state.Recorded);
        Assert.Same(state, CurriculumRules.Record(state, Outcome(45, 0, 0), Stages));
    }

    [Fact]
    public void A_stage_whose_window_was_filled_before_its_turn_is_passed_at_once()
    {
        var ahead = Enumerable.Range(1, 4).Aggregate(new CurriculumState(), (curriculum, number) => CurriculumRules.Record(curriculum, Outcome(number, 1, 4), Stages));
        Assert.Equal((0, false), (ahead.CurrentStage, ahead.Finished));
        var state = Enumerable.Range(5, 4).Aggregate(ahead, (curriculum, number) => CurriculumRules.Record(curriculum, Outcome(number, 0, 4), Stages));
        Assert.Equal((1, true), (state.CurrentStage, state.Finished));
        Assert.Equal([8, 8], state.Stages.Select(stage => stage.PromotedAtGroup));
    }

    [Fact]
    public void A_curriculum_that_is_finished_stays_so_and_still_counts()
    {
        var finished = Enumerable.Range(1, 8).Aggregate(new CurriculumState(), (curriculum, number) => CurriculumRules.Record(curriculum, Outcome(number, number <= 4 ? 0 : 1, 4), Stages));
        var later = CurriculumRules.Record(finished, Outcome(9, 1, 4), Stages);
        Assert.Equal((true, 1, 9), (later.Finished, later.CurrentStage, later.Groups));
        Assert.Equal([4, 8], later.Stages.Select(stage => stage.PromotedAtGroup));
    }

    private static IReadOnlyList<StageSpec> Stages => TestSpecs.Small.RlStages();

    private static GroupOutcome Outcome(int number, int stage, int correct) =>
        new(number, $"problem {number}", stage, 4, correct, new RewardAxes(0.1, 0.9 * correct / 4, 0, 0), [10, 10, 10, 10], 0, false);
}
