using Magistral.Method.Generation;

namespace Magistral.Engine.Training;

/// <summary>One completion with what the policy gradient needs.</summary>
public sealed record TrainingSequence
{
    /// <summary>Tokens of the prompt, at least one; no loss on them.</summary>
    public required int[] PromptTokens { get; init; }

    /// <summary>
    /// T tokens with log μ of the sampled ones, at least one, as the generator recorded it. Given tokens are read and have no loss.
    /// A truncated completion has no end-of-text token and is trained all the same.
    /// </summary>
    public required TokenStream Completion { get; init; }

    /// <summary>Final advantage of every sampled token of the completion; finite.</summary>
    public required float Advantage { get; init; }

    /// <summary>Which prompt group it belongs to; any number.</summary>
    public int GroupIndex { get; init; }

    /// <summary>[T], each sampled token's loss is multiplied by it; null for none.</summary>
    public float[]? ImportanceWeights { get; init; }

    /// <summary>
    /// [T], log of the proximal policy of each sampled token (<see cref="PolicyTrainer.EvaluateLogProbs"/>), used with an importance kind; null means the policy
    /// right before the step.
    /// </summary>
    public float[]? ProximalLogProbs { get; init; }
}
