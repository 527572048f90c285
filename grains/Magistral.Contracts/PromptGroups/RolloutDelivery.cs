namespace Magistral.Contracts.PromptGroups;

/// <summary>Rollouts of one group that a generator finished together.</summary>
/// <param name="GeneratorId">The generator.</param>
/// <param name="PromptTokens">Token ids of the prompt, 32-bit little-endian.</param>
/// <param name="Rollouts">One or more.</param>
[GenerateSerializer, Immutable, Alias("magistral.rollout-delivery")]
public sealed record RolloutDelivery(
    [property: Id(0)] string GeneratorId,
    [property: Id(1)] byte[] PromptTokens,
    [property: Id(2)] IReadOnlyList<GeneratedRollout> Rollouts);
