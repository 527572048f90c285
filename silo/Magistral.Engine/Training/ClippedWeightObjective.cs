namespace Magistral.Engine.Training;

/// <summary>`cispo`: −sg[clip(r, 1 − low, 1 + high)]·Â·log π_θ, so that a clipped token keeps its gradient (arXiv 2506.13585).</summary>
internal sealed class ClippedWeightObjective(double low, double high) : IPolicyObjective
{
    public TokenLosses Evaluate(PolicyTensors tensors)
    {
        var ratio = (tensors.LogProbs.detach() - tensors.Reference).exp();
        var losses = -(ratio.clamp(1 - low, 1 + high) * tensors.Advantages) * tensors.LogProbs;
        return new(losses, ratio, ratio < 1 - low, ratio > 1 + high);
    }
}
