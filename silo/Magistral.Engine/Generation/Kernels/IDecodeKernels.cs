namespace Magistral.Engine.Generation.Kernels;

/// <summary>The numeric work of one decode step, from tokens to drawn tokens, and the KV cache it reads and writes.</summary>
/// <remarks>One instance a lane, on the lane's thread; called once a step, so that an implementation is free to do all of it at once.</remarks>
internal interface IDecodeKernels : IDisposable
{
    /// <summary>Computes every row and draws the next token of every output, in their order.</summary>
    /// <param name="rows">The tokens of the step. A row sees its slot's earlier positions, those of earlier rows of this step included.</param>
    /// <param name="drawn">[outputs]: a token for each, by its sequence's request and with one random number of its own (none where it is greedy).</param>
    /// <returns>Version of the weights that computed them.</returns>
    int Step(DecodeRows rows, Span<DrawnToken> drawn);
}
