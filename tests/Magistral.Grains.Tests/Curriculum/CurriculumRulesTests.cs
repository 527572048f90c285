using Magistral.Method.Rewards;
using Magistral.Contracts.Curriculum;
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

    private static GroupOutcome Outcome(int number, int stage, int correct) =>
        new(number, $"problem {number}", stage, 4, correct, new RewardAxes(0.1, 0.9 * correct / 4, 0, 0), [10, 10, 10, 10], 0, false);
}
