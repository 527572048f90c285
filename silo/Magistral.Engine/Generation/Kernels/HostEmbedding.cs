using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Magistral.Engine.Generation.Kernels;

/// <summary>Rows of the embedding in the processor's memory, float32 or bfloat16, read as float32.</summary>
/// <remarks>Valid while the tensor lives and stays in place.</remarks>
internal sealed unsafe class HostEmbedding(Tensor matrix)
{
    private readonly int width = (int)matrix.shape[1];
    private readonly float* singles = matrix.dtype == ScalarType.Float32 ? HostMemory.Of(matrix) : null;
    private readonly ushort* halves = matrix.dtype == ScalarType.Float32 ? null : (ushort*)HostMemory.Of(matrix);

    /// <summary>Copies a token's row.</summary>
    /// <param name="token">Within the vocabulary.</param>
    /// <param name="target">[hidden].</param>
    public void Read(int token, Span<float> target)
    {
        if (singles is not null)
        {
            new ReadOnlySpan<float>(singles + (nint)token * width, width).CopyTo(target);
            return;
        }

        // a bfloat16 is the upper half of the float32 of the same value
        var row = halves + (nint)token * width;
        var bits = MemoryMarshal.Cast<float, uint>(target);
        for (var i = 0; i < width; i++) bits[i] = (uint)row[i] << 16;
    }
}
