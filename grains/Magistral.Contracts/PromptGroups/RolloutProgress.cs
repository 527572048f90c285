namespace Magistral.Contracts.PromptGroups;

/// <summary>How far a generator is with rollouts of one group.</summary>
/// <param name="GeneratorId">The generator.</param>
/// <param name="Partials">One or more, each with all its tokens so far.</param>
[GenerateSerializer, Immutable, Alias("magistral.rollout-progress")]
public sealed record RolloutProgress([property: Id(0)] string GeneratorId, [property: Id(1)] IReadOnlyList<PartialRollout> Partials);
