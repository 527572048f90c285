namespace Magistral.Method.Rewards;

/// <summary>The weight of each axis of the reward; all ≥ 0. The defaults are those of arXiv 2506.10910 §2.2, with the language axis off.</summary>
/// <param name="Format">For a response that passes the format gate.</param>
/// <param name="Correct">For a right answer.</param>
/// <param name="Length">The largest length penalty.</param>
/// <param name="Language">For one language in problem, thoughts and answer.</param>
public sealed record RewardWeights(double Format = 0.1, double Correct = 0.9, double Length = 0.1, double Language = 0.0)
{
    /// <summary>The default weights.</summary>
    public static RewardWeights Default { get; } = new();
}
