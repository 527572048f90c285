namespace Magistral.Contracts.Queue;

/// <summary>A group without an end, as the queue sees it.</summary>
/// <param name="Number">Group number.</param>
/// <param name="Phase">Generating, Ready or Consumed.</param>
/// <param name="GeneratorId">The generator that holds it; empty when none does.</param>
/// <param name="Since">Since when it is in this phase.</param>
/// <param name="Step">The update that consumed it; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("magistral.open-group")]
public sealed record OpenGroup(
    [property: Id(0)] int Number,
    [property: Id(1)] PromptGroups.GroupPhase Phase,
    [property: Id(2)] string GeneratorId,
    [property: Id(3)] DateTimeOffset? Since,
    [property: Id(4)] int? Step);
