namespace Magistral.Engine.Training;

/// <summary>One sampled completion with what the policy gradient needs.</summary>
public sealed record TrainingSequence
{
    /// <summary>Tokens of the prompt, at least one; no loss on them.</summary>
    public required int[] PromptTokens { get; init; }

    /// <summary>Sampled tokens, at least one; a truncated completion has no end-of-text token and is trained all the same.</summary>
    public required int[] CompletionTokens { get; init; }

    /// <summary>log μ of each sampled token, in nats, as the generator recorded it.</summary>
    public required float[] BehaviourLogProbs { get; init; }

    /// <summary>Final advantage of every token of the completion; finite.</summary>
    public required float Advantage { get; init; }

    /// <summary>Which prompt group it belongs to; any number.</summary>
    public int GroupIndex { get; init; }

    /// <summary>Each token's loss is multiplied by it; null for none.</summary>
    public float[]? ImportanceWeights { get; init; }

    /// <summary>log of the proximal policy of each token (<see cref="PolicyTrainer.EvaluateLogProbs"/>), used with an importance kind; null means the policy right before the step.</summary>
    public float[]? ProximalLogProbs { get; init; }
}
