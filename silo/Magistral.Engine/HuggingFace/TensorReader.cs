using Magistral.Engine.Weights;
using static TorchSharp.torch;

namespace Magistral.Engine.HuggingFace;

/// <summary>Reads a tensor of a safetensors file into flat weights, a few megabytes at a time.</summary>
internal static class TensorReader
{
    private const int PieceBytes = 16 << 20;

    /// <param name="file">Holds the tensor.</param>
    /// <param name="array">Its place, of the tensor's shape.</param>
    /// <param name="tensor">Where its rows go.</param>
    /// <param name="flat">The flat weights, of any type and device.</param>
    public static void Read(SafetensorsFile file, SafetensorsArray array, MappedTensor tensor, Tensor flat)
    {
        using var quiet = no_grad();
        var rowBytes = tensor.RowLength * array.Format.Bytes();
        var piece = Math.Max(1, PieceBytes / (rowBytes * tensor.UnitRows)) * tensor.UnitRows;
        for (long row = 0; row < tensor.Rows; row += piece)
        {
            using var scope = NewDisposeScope();
            var rows = Math.Min(piece, tensor.Rows - row);
            var staging = empty(rows * tensor.RowLength, array.Format.Torch(), CPU);
            file.Copy(array, row * rowBytes, staging.bytes);
            tensor.Write(flat, row, staging);
        }
    }
}
