namespace Magistral.Engine.Training;

/// <summary>What one update on demonstrations did.</summary>
public sealed record SupervisedReport
{
    /// <summary>Updates done before this one.</summary>
    public required long Step { get; init; }

    /// <summary>Cross-entropy in nats, mean over the completion tokens.</summary>
    public required double Loss { get; init; }

    /// <summary>Global norm of the gradient before clipping.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Learning rate of this update.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Tokens of prompts and completions, without padding.</summary>
    public required long Tokens { get; init; }

    /// <summary>Share of computed tokens that were padding, 0..1.</summary>
    public required double PaddingShare { get; init; }

    /// <summary>Duration of the update.</summary>
    public required double Seconds { get; init; }

    /// <summary>Tokens without padding a second.</summary>
    public double TokensPerSecond => Seconds > 0 ? Tokens / Seconds : 0;
}
