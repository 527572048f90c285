using Magistral.Contracts.Curriculum;

namespace Magistral.Contracts.PromptGroups;

/// <summary>A prompt group that a generator holds for a while: it owes the rollouts that are missing.</summary>
/// <param name="Number">Group number.</param>
/// <param name="Problem">What to complete.</param>
/// <param name="MissingIndexes">Indexes of the rollouts still owed, 0 to G-1, rising; none when all are stored.</param>
/// <param name="Deadline">When the lease lapses and the group may be leased again, unless it is renewed.</param>
/// <param name="Partials">Beginnings of missing rollouts that another generator left behind.</param>
[GenerateSerializer, Immutable, Alias("magistral.group-lease")]
public sealed record GroupLease(
    [property: Id(0)] int Number,
    [property: Id(1)] Problem Problem,
    [property: Id(2)] IReadOnlyList<int> MissingIndexes,
    [property: Id(3)] DateTimeOffset Deadline,
    [property: Id(4)] IReadOnlyList<PartialRollout> Partials);
