using Magistral.Contracts.Generation;

namespace Magistral.Client.Runs;

/// <summary>Held-out accuracy of one RL stage before and after RL.</summary>
/// <param name="Stage">Name of the stage.</param>
/// <param name="WarmStart">After the warm start; null before it was measured.</param>
/// <param name="Newest">The final evaluation, or the newest one of the curve; null before the first.</param>
public sealed record StageAccuracy(string Stage, StageEvaluation? WarmStart, StageEvaluation? Newest);
