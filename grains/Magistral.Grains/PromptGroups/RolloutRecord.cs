using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Verification;
using Magistral.Method.Generation;
using System.Text.Json.Serialization;

namespace Magistral.Grains.PromptGroups;

/// <summary>What a group's state keeps of one rollout: everything but its tokens, which lie in an object of their own.</summary>
/// <param name="Index">Index in the group, 0 to G-1.</param>
/// <param name="Part">The part of <see cref="GroupRollouts"/> it lies in; <see cref="InState"/> for those that a version before stored with the state.</param>
/// <param name="GeneratorId">Which generator made it.</param>
/// <param name="LengthTokens">Its length: tokens that were sampled.</param>
/// <param name="Finish">Why it ended.</param>
/// <param name="Spans">The origin of every token, in order.</param>
/// <param name="Score">How it was scored; null before.</param>
/// <param name="Advantage">Advantage within its group; null before the group is complete.</param>
public sealed record RolloutRecord(
    int Index, int Part, string GeneratorId, int LengthTokens, FinishReason Finish, [property: JsonPropertyName("versions")] IReadOnlyList<TokenSpan> Spans,
    Score? Score = null, double? Advantage = null)
{
    /// <summary>Stands for the state itself.</summary>
    public const int InState = -1;

    /// <summary>The books of a rollout that came.</summary>
    public static RolloutRecord Of(GeneratedRollout rollout, int part, string generatorId)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        return new(rollout.Index, part, generatorId, rollout.Completion.SampledCount, rollout.Finish, rollout.Completion.Spans);
    }
}
