using Magistral.Engine.Weights;

namespace Magistral.Engine.Models;

/// <summary>Bytes that a model takes, by its sizes; activations, which follow the batch, are not in them.</summary>
/// <param name="config">Of the model.</param>
/// <param name="format">The weights are served in.</param>
public sealed class MemoryNeeds(ModelConfig config, NumberFormat format)
{
    private const int MasterBytes = 4;
    private const int MomentBytes = 8;

    /// <summary>The weights held for generation.</summary>
    public long InferenceBytes { get; } = config.ParameterCount * format.Bytes();

    /// <summary>Keys and values of one token in all layers; the processor's cache is float32, a GPU's of the served format.</summary>
    public long CacheBytesPerToken { get; } = 2L * config.Layers * config.KeyWidth * 4;

    /// <summary>Keys and values of one sequence of the whole context.</summary>
    public long CacheBytesPerSequence => CacheBytesPerToken * config.Context;

    /// <summary>Training of every number with AdamW: float32 weights, their two moments, and a gradient for each lane.</summary>
    /// <param name="lanes">Micro-batches computed at once, ≥ 1.</param>
    public long TrainingBytes(int lanes) => config.ParameterCount * (MasterBytes + MomentBytes + MasterBytes * (long)lanes);
}
