using Magistral.Method.Rewards;
using Magistral.Verifiers.Format;
using Magistral.Verifiers.Mathematics;

namespace Magistral.Verifiers.Scoring;

/// <summary>The grades of a completion for a mathematical prompt.</summary>
/// <param name="Findings">What was found, axis by axis; after a failed gate nothing else is graded.</param>
/// <param name="Verdict">The verdict on the answer; null after a failed gate.</param>
/// <param name="Axes">The reward; null when the verdict is an error, which is never a reward.</param>
/// <param name="Format">Why the gate failed, or the parts of the response.</param>
public sealed record MathScore(RewardFindings Findings, MathVerdict? Verdict, RewardAxes? Axes, FormatResult Format)
{
    /// <summary>The sum of the axes.</summary>
    public double? Reward => Axes?.Total;
}
