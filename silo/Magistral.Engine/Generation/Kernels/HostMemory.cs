using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Magistral.Engine.Generation.Kernels;

/// <summary>The memory behind a tensor of the processor.</summary>
internal static class HostMemory
{
    /// <summary>The first number of a contiguous float32 tensor; valid while the tensor lives, which does not move.</summary>
    public static unsafe float* Of(Tensor tensor) =>
        (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, float>(tensor.bytes)));
}
