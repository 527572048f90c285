namespace Magistral.Method.Generation;

/// <summary>Why a completion ended.</summary>
public enum FinishReason
{
    /// <summary>A stop token was sampled; it is the last token.</summary>
    Stop,

    /// <summary>The most allowed tokens were sampled without a stop token.</summary>
    Length,

    /// <summary>The caller cancelled it; what was sampled so far is no completion and is never trained on.</summary>
    Cancelled,
}
