using Magistral.Engine.Models;
using Magistral.Method.Objectives;
using ObjectiveKind = Magistral.Method.Objectives.ObjectiveKind;

namespace Magistral.Engine.Training;

/// <summary>How a policy is updated; names and defaults as in METHOD.</summary>
public sealed record PolicyTrainerOptions
{
    /// <summary>The surrogate.</summary>
    public ObjectiveKind Objective { get; init; } = ObjectiveKind.ClipHigher;

    /// <summary>How token losses become one number.</summary>
    public AggregationKind Aggregation { get; init; } = AggregationKind.GroupTokenMean;

    /// <summary>Lower clip distance of the ratio, 0..1.</summary>
    public double ClipLow { get; init; } = 0.2;

    /// <summary>Upper clip distance of the ratio, ≥ 0.</summary>
    public double ClipHigh { get; init; } = 0.28;

    /// <summary>Whether the ratio is against a policy of the trainer's own, with the capped ratio of that policy and μ as a weight.</summary>
    public ImportanceKind Importance { get; init; } = ImportanceKind.None;

    /// <summary>Cap of that weight, > 0.</summary>
    public double ImportanceCap { get; init; } = 2;

    /// <summary>Constant length of `seq-mean-token-sum-norm` in tokens; 0 takes the most sampled tokens of a completion of the minibatch.</summary>
    public int NormLengthTokens { get; init; }

    /// <summary>The temperature completions were sampled under, > 0; log π_θ is evaluated under it.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Learning rate after warm-up, ≥ 0.</summary>
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Steps of linear warm-up, ≥ 0; constant after them.</summary>
    public int WarmupSteps { get; init; } = 5;

    /// <summary>Constants of the optimizer.</summary>
    public AdamWOptions AdamW { get; init; } = new();

    /// <summary>Tokens of a micro-batch, padding included, ≥ 1; a longer sequence gets one of its own.</summary>
    public int MicrobatchTokens { get; init; } = 1536;

    /// <summary>Cores, ≥ 1: each runs micro-batches of its own.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Type of the products and whether layers are computed again in the backward.</summary>
    public ComputeOptions Compute { get; init; } = new();
}
