namespace Magistral.Engine.Generation.Kernels;

/// <summary>The operations of a decode step between the matrix products, and the KV cache they read and write.</summary>
/// <remarks>One instance a lane. Two implementations give the same numbers: plain loops on the processor, tensor operations on any device.</remarks>
internal interface ILayerKernels : IDisposable
{
    /// <summary>Stream ← the embedding of each row's token.</summary>
    void Embed(DecodeRows rows);

    /// <summary>Normalised ← Stream / RMS(Stream).</summary>
    void Normalise(DecodeRows rows);

    /// <summary>Turns queries and keys in Fused by their positions, stores keys and values, and sets Attended; a row sees its slot up to its own position.</summary>
    void Attend(int layer, DecodeRows rows);

    /// <summary>Gated ← SiLU(gate) · up.</summary>
    void Gate(DecodeRows rows);

    /// <summary>Picked ← the normalised stream of the rows that predict a token, in the order of the outputs.</summary>
    void Pick(DecodeRows rows);
}
