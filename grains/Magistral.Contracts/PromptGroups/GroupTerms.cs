using Magistral.Method.Curriculum;
using Magistral.Method.Advantages;
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
    [property: Id(3)] AdvantageKind Advantage)
{
    /// <summary>The terms of a run's groups.</summary>
    public static GroupTerms Of(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new(spec.Rl.GroupSize, spec.Rewards, spec.Rl.GroupFilter, spec.Rl.Advantage);
    }
}
