namespace Magistral.Method.Objectives;

/// <summary>The value of an objective on a batch.</summary>
/// <param name="Loss">What gradient descent makes smaller.</param>
/// <param name="ClipFractionLow">Share of tokens, 0..1: the advantage is negative and the ratio below 1 − clip_low (`cispo`: the ratio alone).</param>
/// <param name="ClipFractionHigh">Share of tokens, 0..1: the advantage is positive and the ratio above 1 + clip_high (`cispo`: the ratio alone).</param>
/// <param name="ApproxKl">Mean over tokens of log μ − log π_θ, in nats; an estimate of KL(μ‖π).</param>
/// <param name="Gradient">[B·T], ∂loss/∂log π_θ; zero on padding.</param>
public sealed record ObjectiveValue(
    double Loss, double ClipFractionLow, double ClipFractionHigh, double ApproxKl, IReadOnlyList<double> Gradient)
{
    /// <summary>Share of clipped tokens on either side, 0..1.</summary>
    public double ClipFraction => ClipFractionLow + ClipFractionHigh;
}
