namespace Magistral.Method.Rewards;

/// <summary>The total reward of a completion.</summary>
public static class RewardSum
{
    /// <summary>`R = 0` when the format gate failed, otherwise `format + correct·[correct] + length_penalty + language·[language consistent]`.</summary>
    /// <param name="axes">What the verifiers found.</param>
    /// <param name="weights">The weight of each axis.</param>
    /// <exception cref="ArgumentException">The result is not a finite number.</exception>
    /// <remarks>arXiv 2506.10910 §2.2. An axis that was not graded adds nothing. Pure, thread-safe.</remarks>
    public static double Total(RewardAxes axes, RewardWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (!axes.Format) return 0;
        var total = weights.Format
            + (axes.Correct == true ? weights.Correct : 0)
            + axes.LengthPenalty
            + (axes.LanguageConsistent == true ? weights.Language : 0);
        return double.IsFinite(total) ? total : throw new ArgumentException("an axis or weight is not a number: check the rewards of the spec");
    }
}
