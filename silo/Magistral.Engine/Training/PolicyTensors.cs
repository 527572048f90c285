using static TorchSharp.torch;

namespace Magistral.Engine.Training;

/// <summary>What an objective sees of some completions; [B, T] with B sequences of at most T completion tokens.</summary>
/// <param name="LogProbs">[B, T], log π_θ, differentiable; padding and given tokens hold anything finite.</param>
/// <param name="Reference">[B, T], the log-probabilities the ratio is against: log μ, or the proximal policy's.</param>
/// <param name="Advantages">[B, 1].</param>
/// <param name="Mask">[B, T], 1 for a sampled token, 0 for a given one and for padding.</param>
internal sealed record PolicyTensors(Tensor LogProbs, Tensor Reference, Tensor Advantages, Tensor Mask);
