using Magistral.Contracts.Specs;

namespace Magistral.Contracts.PromptGroups;

/// <summary>How a group is scored: the part of the run spec it needs.</summary>
/// <param name="GroupSize">Rollouts, G.</param>
/// <param name="Rewards">Weights of the reward axes.</param>
/// <param name="Filter">What tells whether it has signal.</param>
/// <param name="Advantage">How rewards become advantages.</param>
[GenerateSerializer, Immutable, Alias("magistral.group-terms")]
public sealed record GroupTerms(
    [property: Id(0)] int GroupSize,
    [property: Id(1)] RewardSpec Rewards,
    [property: Id(2)] GroupFilterKind Filter,
    [property: Id(3)] AdvantageKind Advantage);
