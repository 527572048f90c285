using static TorchSharp.torch;

namespace Magistral.Engine.Generation.Kernels;

/// <summary>Draws the tokens of one step from its logits.</summary>
/// <remarks>One instance a lane, on the lane's thread.</remarks>
internal interface ITokenSampling
{
    /// <summary>Draws for every output of the step, of which there is one at least, in their order.</summary>
    /// <param name="logits">[outputs, vocabulary], float32, where the tensors live; may be written over.</param>
    /// <param name="rows">Gives the sequences, with their requests and random numbers.</param>
    /// <param name="drawn">[outputs].</param>
    void Draw(Tensor logits, DecodeRows rows, Span<DrawnToken> drawn);
}
