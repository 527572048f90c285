namespace Magistral.Engine.Weights;

/// <summary>One named array of a safetensors file.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="DataType">Format of its numbers.</param>
/// <param name="Shape">Sizes, outermost first.</param>
/// <param name="Data">Little-endian numbers, row by row.</param>
public sealed record SafetensorsEntry(string Name, NumberFormat DataType, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>Numbers in the array, by its shape.</summary>
    public long Length => Shape.Aggregate(1L, (product, size) => checked(product * size));
}
