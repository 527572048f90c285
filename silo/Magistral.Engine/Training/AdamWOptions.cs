namespace Magistral.Engine.Training;

/// <summary>Constants of AdamW (arXiv 1711.05101).</summary>
public sealed record AdamWOptions
{
    /// <summary>Decay rate of the first moment, 0..1.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay rate of the second moment, 0..1.</summary>
    public double Beta2 { get; init; } = 0.95;

    /// <summary>Added to the root of the second moment, > 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Decoupled decay of the matrices, ≥ 0; gains do not decay.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Largest global norm of the gradient; 0 is off.</summary>
    public double GradientClip { get; init; } = 1.0;
}
