namespace Magistral.Engine.Models;

/// <summary>What an array of a model is.</summary>
public enum ParameterKind
{
    /// <summary>A matrix: random at the start, decays.</summary>
    Matrix,

    /// <summary>The gain of a norm: one at the start, does not decay.</summary>
    Gain,

    /// <summary>Added to a product: zero at the start, does not decay.</summary>
    Bias,
}
