using System.Text.Json.Serialization;
using Magistral.Contracts.Generation;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Verification;
using Magistral.Method.Generation;

namespace Magistral.Grains.PromptGroups;

/// <summary>
/// A rollout as JSON, in the names of version 0.1.0, which kept rollouts with their tokens in the group's state: they are read and written back with it, never
/// made anew. The beginnings in journals have kept these names. Nothing else knows them.
/// </summary>
/// <param name="Generated">The completion.</param>
/// <param name="GeneratorId">Which generator made it.</param>
/// <param name="Score">How it was scored; null before.</param>
/// <param name="Advantage">Advantage within its group; null before the group is complete.</param>
public sealed record StoredRollout(StoredRollout.Numbers Generated, string GeneratorId, Score? Score, double? Advantage)
{
    private static readonly TokenStreamConverter Bytes = new();

    /// <summary>The rollout as it was handed over.</summary>
    public GeneratedRollout ToGenerated() => new(Generated.Index, Generated.Completion, Generated.Finish!.Value, Generated.Text!);

    /// <summary>The prompt that version 0.1.0 kept beside them.</summary>
    /// <param name="bytes">Token ids, 32-bit little-endian; null for none.</param>
    public static TokenStream PromptOf(byte[]? bytes) => bytes is not { Length: > 0 } ? TokenStream.Empty
        : Bytes.ConvertFromSurrogate(new(bytes, [], [new(bytes.Length / sizeof(int), null)]));

    /// <summary>The tokens of a completion.</summary>
    /// <param name="Index">Index in its group, 0 to G-1.</param>
    /// <param name="Tokens">Token ids, 32-bit little-endian.</param>
    /// <param name="LogProbs">Log-probability of each sampled token, 32-bit floats, little-endian.</param>
    /// <param name="Versions">The origin of every token; version 0.1.0 knew sampled ones alone.</param>
    /// <param name="Finish">Why it ended; null in journals.</param>
    /// <param name="Text">Its text; null in journals.</param>
    public sealed record Numbers(
        int Index,
        byte[] Tokens,
        byte[] LogProbs,
        IReadOnlyList<TokenSpan> Versions,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FinishReason? Finish = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text = null)
    {
        /// <summary>As the tokens are used.</summary>
        [JsonIgnore]
        public TokenStream Completion => Bytes.ConvertFromSurrogate(new(Tokens, LogProbs, Versions));

        /// <summary>The beginning of a rollout, for a journal.</summary>
        public static Numbers Of(PartialRollout partial)
        {
            ArgumentNullException.ThrowIfNull(partial);
            var wire = Bytes.ConvertToSurrogate(partial.Completion);
            return new(partial.Index, wire.Tokens, wire.LogProbs, wire.Spans);
        }
    }
}
