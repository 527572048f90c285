using Magistral.Engine.Weights;

namespace Magistral.Engine.Models;

/// <summary>How a trained model computes its forward and backward.</summary>
public sealed record ComputeOptions
{
    /// <summary>Type of matrix products and attention: float32 or bfloat16. Master weights, residual stream, norms, logits and gradients are float32 either way.</summary>
    public NumberFormat DataType { get; init; } = NumberFormat.F32;

    /// <summary>Keep only each layer's input and compute the layer again in the backward: a third more work, activations of one layer in place of all (arXiv 1604.06174).</summary>
    public bool RecomputeLayers { get; init; }
}
