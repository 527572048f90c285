using static TorchSharp.torch;

namespace Magistral.Engine.Generation.Kernels;

/// <summary>The memory behind a tensor of the processor.</summary>
internal static class HostMemory
{
    /// <summary>The first number of a contiguous tensor of any size; valid while the tensor lives, which does not move.</summary>
    public static unsafe float* Of(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var one = tensor.view(-1).narrow(0, 0, 1);   // the bytes of a large tensor do not fit a span
        return (float*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(one.bytes));
    }
}
