using Magistral.Method.Generation;
using Magistral.Contracts.Weights;

namespace Magistral.Contracts.PromptGroups;

/// <summary>A finished completion as the generator hands it over. Tokens are as sampled and are never tokenised again.</summary>
/// <param name="Index">Index in its group, 0 to G-1.</param>
/// <param name="Tokens">Token ids, 32-bit little-endian; with the end-of-text token when the model sampled it.</param>
/// <param name="LogProbs">Log-probability of each token under the distribution it was sampled from, 32-bit floats, little-endian.</param>
/// <param name="Versions">The weight version of every token, as runs in order.</param>
/// <param name="Finish">Why it ended.</param>
/// <param name="Text">The completion as text, without the end-of-text token.</param>
[GenerateSerializer, Immutable, Alias("magistral.generated-rollout")]
public sealed record GeneratedRollout(
    [property: Id(0)] int Index,
    [property: Id(1)] byte[] Tokens,
    [property: Id(2)] byte[] LogProbs,
    [property: Id(3)] IReadOnlyList<VersionSpan> Versions,
    [property: Id(4)] FinishReason Finish,
    [property: Id(5)] string Text)
{
    /// <summary>Length in tokens.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int LengthTokens => Tokens.Length / sizeof(int);
}
