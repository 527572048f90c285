using System.Text.Json.Serialization;

namespace Magistral.Method.Rewards;

/// <summary>A reward by its four axes, each already weighted: what a completion is trained on.</summary>
/// <param name="Format">0 or the format weight.</param>
/// <param name="Correct">0 or the correctness weight.</param>
/// <param name="Length">0 down to minus the length weight.</param>
/// <param name="Language">0 or the language weight.</param>
public readonly record struct RewardAxes(double Format, double Correct, double Length, double Language)
{
    /// <summary>The sum of the axes: the reward.</summary>
    [JsonIgnore]
    public double Total => Format + Correct + Length + Language;

    /// <summary>The mean of each axis over several completions; all 0 over none.</summary>
    public static RewardAxes Mean(IReadOnlyCollection<RewardAxes> rewards)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        return rewards.Count == 0 ? default : new(
            rewards.Average(axes => axes.Format), rewards.Average(axes => axes.Correct), rewards.Average(axes => axes.Length), rewards.Average(axes => axes.Language));
    }
}
