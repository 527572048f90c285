using TorchSharp;

namespace Magistral.Engine.Training;

/// <summary>`cispo`: −sg[clip(r, 1 − low, 1 + high)]·Â·log π_θ, so that a clipped token keeps its gradient (arXiv 2506.13585).</summary>
internal sealed class ClippedWeightObjective(double low, double high) : IPolicyObjective
{
    public TokenLosses Evaluate(PolicyTensors tensors)
    {
        var ratio = (tensors.LogProbs.detach() - tensors.Reference).exp();
        using Scalar lower = 1 - low, upper = 1 + high;
        var losses = -(ratio.clamp(lower, upper) * tensors.Advantages) * tensors.LogProbs;
        return new(losses, ratio, ratio.lt(lower), ratio.gt(upper));
    }
}
