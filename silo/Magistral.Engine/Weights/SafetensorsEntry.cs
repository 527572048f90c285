namespace Magistral.Engine.Weights;

/// <summary>One named array that is to be written.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="DataType">Format of its numbers.</param>
/// <param name="Shape">Sizes, outermost first.</param>
/// <param name="Pieces">Little-endian numbers, row by row, in any number of pieces.</param>
public sealed record SafetensorsEntry(string Name, NumberFormat DataType, IReadOnlyList<long> Shape, IReadOnlyList<ReadOnlyMemory<byte>> Pieces)
{
    /// <summary>An array of float32 numbers where they lie.</summary>
    /// <param name="name">Unique in the file.</param>
    /// <param name="shape">Sizes, outermost first.</param>
    /// <param name="values">Row by row; unchanged until they are written.</param>
    public static SafetensorsEntry Of(string name, IReadOnlyList<long> shape, ReadOnlyMemory<float> values) =>
        new(name, NumberFormat.F32, shape, [.. FloatBytes.Pieces(values)]);

    /// <summary>Numbers in the array, by its shape.</summary>
    public long Length => Shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>Bytes in the pieces.</summary>
    public long Bytes => Pieces.Sum(piece => (long)piece.Length);
}
