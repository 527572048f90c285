namespace Magistral.Engine.Generation;

/// <summary>Why a sequence ended.</summary>
public enum FinishReason
{
    /// <summary>A stop token was sampled; it is the last token.</summary>
    Stop,

    /// <summary>The most allowed tokens were sampled without a stop token.</summary>
    Length,

    /// <summary>The caller cancelled it; the tokens so far are delivered.</summary>
    Cancelled,
}
