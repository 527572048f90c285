namespace Magistral.Method.Objectives;

/// <summary>How the losses of tokens become one number.</summary>
public enum Aggregation
{
    /// <summary>`group-token-mean`: the mean over the tokens of each prompt group, then over the groups (arXiv 2506.10910).</summary>
    GroupTokenMean,

    /// <summary>`token-mean`: the mean over all tokens of the minibatch (arXiv 2503.14476).</summary>
    TokenMean,

    /// <summary>`seq-mean-token-mean`: the mean over the tokens of each sequence, then over the sequences (arXiv 2507.18071).</summary>
    SeqMeanTokenMean,

    /// <summary>`seq-mean-token-sum-norm`: the token sum of each sequence over a constant length, then the mean over the sequences (arXiv 2503.20783).</summary>
    SeqMeanTokenSumNorm,
}
