using System.Text.Json.Serialization;

namespace Magistral.Contracts.Specs;

/// <summary>How token losses become one number.</summary>
public enum AggregationKind
{
    /// <summary>Token sum of a group over its tokens, then the mean over groups (arXiv 2506.10910).</summary>
    [JsonStringEnumMemberName("group-token-mean")] GroupTokenMean,

    /// <summary>Token sum of the minibatch over its tokens (arXiv 2503.14476).</summary>
    [JsonStringEnumMemberName("token-mean")] TokenMean,

    /// <summary>Mean over tokens, then over sequences.</summary>
    [JsonStringEnumMemberName("seq-mean-token-mean")] SequenceMeanTokenMean,

    /// <summary>Token sum over a constant length, then the mean over sequences (arXiv 2503.20783).</summary>
    [JsonStringEnumMemberName("seq-mean-token-sum-norm")] SequenceMeanTokenSumNorm,
}
