using Magistral.Contracts.Verification;

namespace Magistral.Contracts.PromptGroups;

/// <summary>One completion of a prompt group with its score.</summary>
/// <param name="Generated">What the generator handed over.</param>
/// <param name="GeneratorId">Which generator that was.</param>
/// <param name="Score">How it was scored; null before.</param>
/// <param name="Advantage">Advantage within its group, before normalisation over the minibatch; null before the group is complete.</param>
[GenerateSerializer, Immutable, Alias("magistral.rollout")]
public sealed record Rollout(
    [property: Id(0)] GeneratedRollout Generated,
    [property: Id(1)] string GeneratorId,
    [property: Id(2)] Score? Score,
    [property: Id(3)] double? Advantage);
