using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Weights;
using Magistral.Engine.Training;
using Magistral.Method.Advantages;
using Magistral.Method.Generation;
using Magistral.Method.Staleness;

namespace Magistral.Silo.Training;

/// <summary>Makes what the engine trains on out of the groups of a minibatch.</summary>
/// <remarks>Pure.</remarks>
internal static class PolicyBatchAssembly
{
    /// <summary>Every completion with its final advantage: group advantages, normalised over the minibatch when the spec says so.</summary>
    public static IReadOnlyList<TrainingSequence> Sequences(IReadOnlyList<GroupView> groups, AdvantageKind kind)
    {
        var advantages = groups.SelectMany(group => group.Rollouts).Select(rollout => rollout.Advantage!.Value).ToArray();
        AdvantageEstimator.OfMinibatch(kind, advantages, advantages);
        var next = 0;
        return [.. groups.SelectMany((group, index) => group.Rollouts.Select(rollout => new TrainingSequence
        {
            PromptTokens = group.Prompt.Tokens,
            Completion = rollout.Generated.Completion,
            Advantage = (float)advantages[next++],
            GroupIndex = index,
        }))];
    }

    /// <summary>Sampled tokens by lag when the groups are trained at a version, by rising lag.</summary>
    public static IReadOnlyList<LagCount> Lags(IReadOnlyList<GroupView> groups, WeightVersion version)
    {
        var histogram = new LagHistogram();
        foreach (var span in groups.SelectMany(group => group.Rollouts).SelectMany(rollout => rollout.Generated.Completion.Spans))
            if (span.Version is { } sampled)
                histogram.AddSpan(sampled.Number, span.Count, version.Number);
        return [.. histogram.TokensByLag.Select(pair => new LagCount(pair.Key, pair.Value))];
    }
}
