namespace Magistral.Engine.Training;

/// <summary>What one update of the policy did.</summary>
public sealed record UpdateReport
{
    /// <summary>Updates done before this one.</summary>
    public required long Step { get; init; }

    /// <summary>The aggregated loss of the minibatch.</summary>
    public required double Loss { get; init; }

    /// <summary>Exact entropy of the policy in nats, mean over the sampled tokens, under the sampling temperature.</summary>
    public required double Entropy { get; init; }

    /// <summary>Share of sampled tokens clipped at the lower bound, 0..1.</summary>
    public required double ClipFractionLow { get; init; }

    /// <summary>Share of sampled tokens clipped at the upper bound, 0..1.</summary>
    public required double ClipFractionHigh { get; init; }

    /// <summary>Mean importance ratio over the sampled tokens.</summary>
    public required double RatioMean { get; init; }

    /// <summary>Largest importance ratio.</summary>
    public required double RatioMax { get; init; }

    /// <summary>Mean over the sampled tokens of log μ − log π_θ, in nats.</summary>
    public required double ApproxKl { get; init; }

    /// <summary>Global norm of the gradient before clipping.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Learning rate of this update.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Completions in the minibatch.</summary>
    public required int Sequences { get; init; }

    /// <summary>Tokens of prompts and completions, given ones included, without padding.</summary>
    public required long Tokens { get; init; }

    /// <summary>Sampled tokens alone: those with a loss.</summary>
    public required long CompletionTokens { get; init; }

    /// <summary>Share of computed tokens that were padding, 0..1.</summary>
    public required double PaddingShare { get; init; }

    /// <summary>Duration of the update.</summary>
    public required double Seconds { get; init; }

    /// <summary>Tokens without padding a second.</summary>
    public double TokensPerSecond => Seconds > 0 ? Tokens / Seconds : 0;
}
