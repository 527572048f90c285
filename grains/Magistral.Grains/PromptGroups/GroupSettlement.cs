using Magistral.Method.Rewards;
using Magistral.Method.Generation;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Verification;
using Magistral.Method.Advantages;
using Magistral.Method.Curriculum;

namespace Magistral.Grains.PromptGroups;

/// <summary>What becomes of a group when its last score is there: advantages and signal, or an end.</summary>
public static class GroupSettlement
{
    /// <summary>Computes the advantages; the group becomes ready, or ends without signal (METHOD sections 2 and 3).</summary>
    public static PromptGroupState Settle(PromptGroupState group, DateTimeOffset now)
    {
        var rewards = group.Records.Select(rollout => rollout.Score!.Axes.Total).ToArray();
        var correct = group.Records.Select(IsCorrect).ToArray();
        var advantages = new double[rewards.Length];
        AdvantageEstimator.OfGroup(group.Terms!.Advantage, rewards, advantages);
        var settled = group with
        {
            Records = [.. group.Records.Select((rollout, i) => rollout with { Advantage = advantages[i] })],
            Timeline = [.. group.Timeline, new(now, $"scored: {correct.Count(right => right)} of {correct.Length} right, mean reward {rewards.Average():0.###}")],
        };
        return GroupSignals.Of(rewards, correct, group.Terms.Filter) switch
        {
            GroupSignal.Signal => settled with { Phase = GroupPhase.Ready },
            GroupSignal.AllRight => PromptGroup.End(settled, new(GroupPhase.NoSignal, GroupEnd.AllRight), now),
            GroupSignal.AllWrong => PromptGroup.End(settled, new(GroupPhase.NoSignal, GroupEnd.AllWrong), now),
            _ => PromptGroup.End(settled, new(GroupPhase.NoSignal, GroupEnd.AllEqual), now),
        };
    }

    /// <summary>What the curriculum learns from a settled group.</summary>
    public static GroupOutcome Outcome(int number, PromptGroupState group)
    {
        var axes = group.Records.Select(rollout => rollout.Score!.Axes).ToList();
        var correct = group.Records.Count(IsCorrect);
        var formatOnly = axes.Select(a => a.Format).Distinct().Count() > 1 && axes.Where(a => a.Format > 0).Select(a => a.Total).Distinct().Count() <= 1;
        return new(number, group.Problem!.Id, group.Problem.Stage, group.Records.Count, correct, RewardAxes.Mean(axes),
            [.. group.Records.Select(rollout => rollout.LengthTokens)],
            group.Records.Count(rollout => rollout.Finish == FinishReason.Length), formatOnly);
    }

    private static bool IsCorrect(RolloutRecord rollout) => rollout.Score!.Verdict == VerdictKind.Correct;
}
