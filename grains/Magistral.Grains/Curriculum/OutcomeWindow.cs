using Magistral.Method.Rewards;
using Magistral.Contracts.Curriculum;

namespace Magistral.Grains.Curriculum;

/// <summary>The groups scored lately, for reports; not stored.</summary>
internal sealed class OutcomeWindow(int groups)
{
    private readonly Queue<GroupOutcome> outcomes = new();

    public void Add(GroupOutcome outcome)
    {
        outcomes.Enqueue(outcome);
        if (outcomes.Count > groups)
            outcomes.Dequeue();
    }

    public RecentOutcomes Describe()
    {
        if (outcomes.Count == 0)
            return new(0, default, 0, 0, 0, 0, 0);
        var lengths = outcomes.SelectMany(outcome => outcome.LengthsTokens).Order().ToArray();
        double rollouts = outcomes.Sum(outcome => outcome.Rollouts);
        var axes = RewardAxes.Mean([.. outcomes.Select(outcome => outcome.MeanAxes)]);
        return new(outcomes.Count, axes, outcomes.Sum(outcome => outcome.Correct) / rollouts, lengths.Average(), lengths[(int)Math.Ceiling(0.95 * lengths.Length) - 1],
            outcomes.Sum(outcome => outcome.CutOff) / rollouts, outcomes.Count(outcome => outcome.FormatOnly) / (double)outcomes.Count);
    }
}
