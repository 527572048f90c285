using Magistral.Contracts.Verification;

namespace Magistral.Contracts.PromptGroups;

/// <summary>The score of one rollout of a group.</summary>
/// <param name="Index">Index of the rollout, 0 to G-1.</param>
/// <param name="Score">Its score.</param>
[GenerateSerializer, Immutable, Alias("magistral.rollout-score")]
public sealed record RolloutScore([property: Id(0)] int Index, [property: Id(1)] Score Score);
