using Magistral.Method.Objectives;
using ObjectiveKind = Magistral.Method.Objectives.ObjectiveKind;

namespace Magistral.Engine.Training;

/// <summary>What may differ from one update of a policy to the next; names and defaults as in METHOD.</summary>
public sealed record PolicyStepOptions
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

    /// <summary>Learning rate after warm-up, ≥ 0.</summary>
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Steps of linear warm-up, ≥ 0; constant after them.</summary>
    public int WarmupSteps { get; init; } = 5;

    /// <summary>Constants of the optimizer. Decay rates of the moments that change between two steps leave what the moments remember as it is.</summary>
    public AdamWOptions AdamW { get; init; } = new();
}
