using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Verification;

namespace Magistral.Client.PromptGroups;

/// <summary>A prompt group as the group and the queue know it together.</summary>
/// <param name="View">What the group knows.</param>
/// <param name="Phase">Where it stands; the queue knows whether it is consumed.</param>
/// <param name="Step">The update it is in; null when it is in none.</param>
public sealed record GroupEntry(GroupView View, GroupPhase Phase, int? Step)
{
    /// <summary>Whether it has no end yet.</summary>
    public bool IsOpen => Phase < GroupPhase.Trained;

    /// <summary>What it waits for; null once it has ended.</summary>
    public GroupWait? Wait { get; init; }

    /// <summary>Mean reward of its scored rollouts; null when none is scored.</summary>
    public double? MeanReward => Scored.Select(score => (double?)score.Axes.Total).Average();

    /// <summary>Rollouts that were verified as correct.</summary>
    public int Correct => Scored.Count(score => score.Verdict == VerdictKind.Correct);

    private IEnumerable<Score> Scored => View.Rollouts.Select(rollout => rollout.Score).OfType<Score>().Where(score => score.Verdict != VerdictKind.Error);
}
