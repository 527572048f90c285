using static TorchSharp.torch;

namespace Magistral.Engine.Training;

/// <summary>An objective before aggregation.</summary>
/// <param name="Losses">[B, T], differentiable, to be minimised; padding and given tokens hold anything finite.</param>
/// <param name="Ratio">[B, T], the importance ratio, detached.</param>
/// <param name="ClippedLow">[B, T], true where the lower bound decides.</param>
/// <param name="ClippedHigh">[B, T], true where the upper bound decides.</param>
internal sealed record TokenLosses(Tensor Losses, Tensor Ratio, Tensor ClippedLow, Tensor ClippedHigh);
