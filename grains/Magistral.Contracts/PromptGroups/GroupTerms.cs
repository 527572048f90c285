using Magistral.Method.Curriculum;
using Magistral.Method.Advantages;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Revisions;

namespace Magistral.Contracts.PromptGroups;

/// <summary>How a group is scored, whatever is revised after its issue: the part of the run spec it needs.</summary>
/// <param name="GroupSize">Rollouts, G.</param>
/// <param name="Rewards">Weights of the reward axes.</param>
/// <param name="Filter">What tells whether it has signal.</param>
/// <param name="Advantage">How rewards become advantages.</param>
/// <param name="Revision">Number of the revision of the spec that it was issued under.</param>
[GenerateSerializer, Immutable, Alias("magistral.group-terms")]
public sealed record GroupTerms(
    [property: Id(0)] int GroupSize,
    [property: Id(1)] RewardSpec Rewards,
    [property: Id(2)] GroupFilterKind Filter,
    [property: Id(3)] AdvantageKind Advantage,
    [property: Id(4)] int Revision = SpecRevision.First)
{
    /// <summary>The terms of a run's groups.</summary>
    /// <param name="spec">The run's spec.</param>
    /// <param name="revision">Number of its revision.</param>
    public static GroupTerms Of(RunSpec spec, int revision = SpecRevision.First)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new(spec.Rl.GroupSize, spec.Rewards, spec.Rl.GroupFilter, spec.Rl.Advantage, revision);
    }
}
