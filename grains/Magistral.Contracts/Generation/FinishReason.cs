namespace Magistral.Contracts.Generation;

/// <summary>Why a sequence ended.</summary>
public enum FinishReason
{
    /// <summary>The model sampled a stop token, which is the completion's last.</summary>
    Stop,

    /// <summary>It was cut off at its greatest length.</summary>
    Length,
}
