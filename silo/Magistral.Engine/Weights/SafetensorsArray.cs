namespace Magistral.Engine.Weights;

/// <summary>Where one named array lies in a safetensors file.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="Format">Of its numbers.</param>
/// <param name="Shape">Sizes, outermost first.</param>
/// <param name="Start">First byte, from the end of the header.</param>
public sealed record SafetensorsArray(string Name, NumberFormat Format, IReadOnlyList<long> Shape, long Start)
{
    /// <summary>Numbers in the array.</summary>
    public long Length { get; } = Shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>Bytes in the array.</summary>
    public long Bytes => checked(Length * Format.Bytes());
}
