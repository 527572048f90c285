using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Specs;
using Magistral.Method.Curriculum;

namespace Magistral.Grains.Curriculum;

/// <summary>The rules of the curriculum: pure functions from state to state.</summary>
public static class CurriculumRules
{
    private const int RememberedGroups = 256;

    /// <summary>Enters a scored group and promotes as far as the windows allow. A group entered before changes nothing.</summary>
    public static CurriculumState Record(CurriculumState curriculum, GroupOutcome outcome, IReadOnlyList<StageSpec> stages)
    {
        if (curriculum.Recorded.Contains(outcome.Number))
            return curriculum;
        var known = curriculum.Stages.Count == stages.Count ? curriculum.Stages : [.. stages.Select(_ => new StageState(0, [], null))];
        var updated = known.Select((stage, index) => index != outcome.Stage ? stage : stage with
        {
            Groups = stage.Groups + 1,
            Window = new PromotionWindow(stages[index].WindowGroups, stage.Window).With((double)outcome.Correct / outcome.Rollouts).PassRates,
        }).ToList();
        var next = curriculum with
        {
            Groups = curriculum.Groups + 1,
            Stages = updated,
            Lengths = LengthCounts.Merge(curriculum.Lengths, LengthCounts.Of(outcome.LengthsTokens)),
            Recorded = [.. curriculum.Recorded.TakeLast(RememberedGroups - 1), outcome.Number],
        };
        return Promote(next, stages);
    }

    private static CurriculumState Promote(CurriculumState curriculum, IReadOnlyList<StageSpec> stages)
    {
        while (!curriculum.Finished && MeetsRule(curriculum, stages))
        {
            var promoted = curriculum.CurrentStage;
            var isLast = promoted == stages.Count - 1;
            curriculum = curriculum with
            {
                Finished = isLast,
                CurrentStage = isLast ? promoted : promoted + 1,
                Stages = [.. curriculum.Stages.Select((stage, index) => index == promoted ? stage with { PromotedAtGroup = curriculum.Groups } : stage)],
            };
        }
        return curriculum;
    }

    private static bool MeetsRule(CurriculumState curriculum, IReadOnlyList<StageSpec> stages)
    {
        var stage = stages[curriculum.CurrentStage];
        return new PromotionWindow(stage.WindowGroups, curriculum.Stages[curriculum.CurrentStage].Window).Promotes(stage.PromoteAt);
    }
}
