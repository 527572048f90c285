using Magistral.Method.Rewards;
using Magistral.Verifiers.Format;
using Magistral.Verifiers.Mathematics;

namespace Magistral.Verifiers.Scoring;

/// <summary>The grades of a completion for a mathematical prompt.</summary>
/// <param name="Axes">What was found, axis by axis; after a failed gate nothing else is graded.</param>
/// <param name="Verdict">The verdict on the answer; null after a failed gate.</param>
/// <param name="Reward">The total; null when the verdict is an error, which is never a reward.</param>
/// <param name="Format">Why the gate failed, or the parts of the response.</param>
public sealed record MathScore(RewardAxes Axes, MathVerdict? Verdict, double? Reward, FormatResult Format);
