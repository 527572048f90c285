namespace Magistral.Engine.Training;

/// <summary>`gspo`: one ratio a sequence, s = exp(mean(log π_θ − log μ)), with the gradient of s·exp(log π_t − sg[log π_t]) at each token (arXiv 2507.18071).</summary>
internal sealed class SequenceRatioObjective(double low, double high) : IPolicyObjective
{
    public TokenLosses Evaluate(PolicyTensors tensors)
    {
        var frozen = tensors.LogProbs.detach();
        var lengths = tensors.Mask.sum(1, keepdim: true);
        var sequence = ((frozen - tensors.Reference) * tensors.Mask).sum(1, keepdim: true).div(lengths).exp();
        var ratio = sequence * (tensors.LogProbs - frozen).exp();
        return ClippedRatioObjective.Clip(ratio, tensors.Advantages, low, high);
    }
}
