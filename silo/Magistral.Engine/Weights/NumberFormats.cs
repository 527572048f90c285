using static TorchSharp.torch;

namespace Magistral.Engine.Weights;

/// <summary>What libtorch calls the formats, and their sizes.</summary>
internal static class NumberFormats
{
    public static ScalarType Torch(this NumberFormat format) => format switch
    {
        NumberFormat.F32 => ScalarType.Float32,
        NumberFormat.BF16 => ScalarType.BFloat16,
        _ => ScalarType.Float16,
    };

    public static int Bytes(this NumberFormat format) => format == NumberFormat.F32 ? 4 : 2;
}
