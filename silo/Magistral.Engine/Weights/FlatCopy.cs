using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Magistral.Engine.Weights;

/// <summary>Moves float32 numbers between managed memory and a tensor of any device.</summary>
internal static class FlatCopy
{
    /// <summary>Writes numbers into a contiguous float32 tensor of as many elements.</summary>
    public static void Write(ReadOnlySpan<float> values, Tensor target)
    {
        if (target.device_type == TorchSharp.DeviceType.CPU)
        {
            values.CopyTo(MemoryMarshal.Cast<byte, float>(target.bytes));
            return;
        }

        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var staging = empty(target.shape, ScalarType.Float32, CPU);
        values.CopyTo(MemoryMarshal.Cast<byte, float>(staging.bytes));
        target.copy_(staging);
    }

    /// <summary>Reads a contiguous float32 tensor of as many elements.</summary>
    public static void Read(Tensor source, Span<float> values)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var local = source.device_type == TorchSharp.DeviceType.CPU ? source : source.cpu();
        MemoryMarshal.Cast<byte, float>(local.bytes).CopyTo(values);
    }
}
