using Magistral.Engine.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Magistral.Engine.Training;

/// <summary>`clip_higher` and `dr_grpo`: −min(r·Â, clip(r, 1 − low, 1 + high)·Â) with one ratio a token (arXiv 2503.14476, 2503.20783).</summary>
internal sealed class ClippedRatioObjective(double low, double high) : IPolicyObjective
{
    public TokenLosses Evaluate(PolicyTensors tensors)
    {
        var ratio = (tensors.LogProbs - tensors.Reference).exp();
        return Clip(ratio, tensors.Advantages, low, high);
    }

    /// <summary>The clipped surrogate of any ratio.</summary>
    public static TokenLosses Clip(Tensor ratio, Tensor advantages, double low, double high)
    {
        using Scalar lower = 1 - low, upper = 1 + high;
        var gain = minimum(ratio * advantages, ratio.clamp(lower, upper) * advantages);
        var plain = ratio.detach();
        return new(
            -gain,
            plain,
            plain.lt(lower).logical_and(advantages.lt(HeldScalar.Zero)),
            plain.gt(upper).logical_and(advantages.gt(HeldScalar.Zero)));
    }
}
