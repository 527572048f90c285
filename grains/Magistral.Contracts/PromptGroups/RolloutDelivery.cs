using Magistral.Method.Generation;

namespace Magistral.Contracts.PromptGroups;

/// <summary>Rollouts of one group that a generator finished together.</summary>
/// <param name="GeneratorId">The generator.</param>
/// <param name="Prompt">The prompt they complete: given tokens.</param>
/// <param name="Rollouts">One or more.</param>
[GenerateSerializer, Immutable, Alias("magistral.rollout-delivery")]
public sealed record RolloutDelivery(
    [property: Id(0)] string GeneratorId,
    [property: Id(3)] TokenStream Prompt,
    [property: Id(2)] IReadOnlyList<GeneratedRollout> Rollouts)
{
    /// <summary>When it reached its group, which stores it so; null on the way there.</summary>
    [Id(4)]
    public DateTimeOffset? At { get; init; }
}
