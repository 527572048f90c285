using Magistral.Contracts.Weights;

namespace Magistral.Contracts.PromptGroups;

/// <summary>The beginning of a completion whose generator has not finished it; another one can go on with it.</summary>
/// <param name="Index">Index in its group, 0 to G-1.</param>
/// <param name="Tokens">Token ids so far, 32-bit little-endian.</param>
/// <param name="LogProbs">Log-probability of each token under the distribution it was sampled from, 32-bit floats, little-endian.</param>
/// <param name="Versions">The weight version of every token, as runs in order.</param>
[GenerateSerializer, Immutable, Alias("magistral.partial-rollout")]
public sealed record PartialRollout(
    [property: Id(0)] int Index,
    [property: Id(1)] byte[] Tokens,
    [property: Id(2)] byte[] LogProbs,
    [property: Id(3)] IReadOnlyList<VersionSpan> Versions)
{
    /// <summary>Length in tokens.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int LengthTokens => Tokens.Length / sizeof(int);
}
