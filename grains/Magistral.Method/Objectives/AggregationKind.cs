using System.Text.Json.Serialization;

namespace Magistral.Method.Objectives;

/// <summary>How the losses of tokens become one number.</summary>
public enum AggregationKind
{
    /// <summary>The mean over the tokens of each prompt group, then over the groups (arXiv 2506.10910).</summary>
    [JsonStringEnumMemberName("group-token-mean")] GroupTokenMean,

    /// <summary>The mean over all tokens of the minibatch (arXiv 2503.14476).</summary>
    [JsonStringEnumMemberName("token-mean")] TokenMean,

    /// <summary>The mean over the tokens of each sequence, then over the sequences (arXiv 2507.18071).</summary>
    [JsonStringEnumMemberName("seq-mean-token-mean")] SequenceMeanTokenMean,

    /// <summary>The token sum of each sequence over a constant length, then the mean over the sequences (arXiv 2503.20783).</summary>
    [JsonStringEnumMemberName("seq-mean-token-sum-norm")] SequenceMeanTokenSumNorm,
}
