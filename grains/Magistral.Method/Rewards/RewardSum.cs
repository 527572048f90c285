namespace Magistral.Method.Rewards;

/// <summary>The one place where findings become a reward: what is trained on, what <c>verify</c> answers and what is shown all come from here.</summary>
public static class RewardSum
{
    /// <summary>All axes 0 when the format gate failed, otherwise <c>format + correct·[correct] + length_penalty + language·[language consistent]</c>, axis by axis.</summary>
    /// <param name="findings">What the verifiers found.</param>
    /// <param name="weights">The weight of each axis.</param>
    /// <exception cref="ArgumentException">The sum is not a finite number.</exception>
    /// <remarks>arXiv 2506.10910 §2.2. An axis that was not graded adds nothing. Pure, thread-safe.</remarks>
    public static RewardAxes Of(RewardFindings findings, RewardWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (!findings.Format)
            return default;
        var axes = new RewardAxes(
            weights.Format, findings.Correct == true ? weights.Correct : 0, findings.LengthPenalty, findings.LanguageConsistent == true ? weights.Language : 0);
        return double.IsFinite(axes.Total) ? axes : throw new ArgumentException("an axis or weight is not a number: check the rewards of the spec");
    }
}
