using Magistral.Contracts.Curriculum;

namespace Magistral.Contracts.PromptGroups;

/// <summary>What a generator owes a prompt group.</summary>
/// <param name="Problem">The group's problem.</param>
/// <param name="MissingIndexes">Indexes of the rollouts still owed, rising; none when all are stored.</param>
/// <param name="Partials">What is known of the beginnings of those rollouts.</param>
[GenerateSerializer, Immutable, Alias("magistral.leased-group")]
public sealed record LeasedGroup(
    [property: Id(0)] Problem Problem,
    [property: Id(1)] IReadOnlyList<int> MissingIndexes,
    [property: Id(2)] IReadOnlyList<PartialRollout> Partials);
