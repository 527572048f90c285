using Magistral.Engine.Models;

namespace Magistral.Engine.Training;

/// <summary>How a model learns from demonstrations.</summary>
public sealed record SupervisedTrainerOptions
{
    /// <summary>All updates of the schedule, ≥ 1.</summary>
    public int Steps { get; init; } = 600;

    /// <summary>Learning rate after warm-up, ≥ 0; half a cosine takes it down to a tenth at the last step.</summary>
    public double LearningRate { get; init; } = 4e-3;

    /// <summary>Steps of linear warm-up, ≥ 0.</summary>
    public int WarmupSteps { get; init; } = 20;

    /// <summary>Constants of the optimizer.</summary>
    public AdamWOptions AdamW { get; init; } = new() { WeightDecay = 0.01 };

    /// <summary>Tokens of a micro-batch, padding included, ≥ 1.</summary>
    public int MicrobatchTokens { get; init; } = 1536;

    /// <summary>Cores, ≥ 1: each runs micro-batches of its own.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>Type of the products and whether layers are computed again in the backward.</summary>
    public ComputeOptions Compute { get; init; } = new();
}
