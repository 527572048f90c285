namespace Magistral.Engine.Models;

/// <summary>One named array inside the flat parameters.</summary>
/// <param name="Name">Such as `layers.0.attention.qkv`.</param>
/// <param name="Shape">[out, in] of a matrix, [width] of a gain.</param>
/// <param name="Offset">Index of its first number in the flat buffer.</param>
public sealed record ParameterLeaf(string Name, IReadOnlyList<long> Shape, long Offset)
{
    /// <summary>Numbers in the array.</summary>
    public long Length { get; } = Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Whether it is a gain of a norm, starting at one.</summary>
    public bool IsGain => Shape.Count == 1;
}
