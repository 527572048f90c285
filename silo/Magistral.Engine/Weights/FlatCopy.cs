using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Magistral.Engine.Weights;

/// <summary>Moves float32 numbers between managed memory and a flat tensor of any device and floating type.</summary>
internal static class FlatCopy
{
    private const int PieceLength = 1 << 28;   // a span of a tensor's bytes holds at most 2 GiB

    /// <summary>Writes numbers into a contiguous tensor of one dimension and as many elements, rounded to its type.</summary>
    public static void Write(ReadOnlySpan<float> values, Tensor target)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        for (var start = 0; start < values.Length; start += PieceLength)
        {
            var piece = values[start..Math.Min(values.Length, start + PieceLength)];
            var place = target.narrow(0, start, piece.Length);
            if (IsHostFloats(place))
            {
                piece.CopyTo(MemoryMarshal.Cast<byte, float>(place.bytes));
                continue;
            }

            var staging = empty(piece.Length, ScalarType.Float32, CPU);
            piece.CopyTo(MemoryMarshal.Cast<byte, float>(staging.bytes));
            place.copy_(staging);
        }
    }

    /// <summary>Reads a contiguous tensor of one dimension and as many elements.</summary>
    public static void Read(Tensor source, Span<float> values)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        for (var start = 0; start < values.Length; start += PieceLength)
        {
            var place = source.narrow(0, start, Math.Min(PieceLength, values.Length - start));
            var local = IsHostFloats(place) ? place : place.to(ScalarType.Float32).cpu();
            MemoryMarshal.Cast<byte, float>(local.bytes).CopyTo(values[start..]);
        }
    }

    private static bool IsHostFloats(Tensor tensor) => tensor.device_type == TorchSharp.DeviceType.CPU && tensor.dtype == ScalarType.Float32;
}
