namespace Magistral.Engine.Models;

/// <summary>One named array inside the flat parameters.</summary>
/// <param name="Name">Such as `layers.0.attention.qkv`.</param>
/// <param name="Kind">What it is, which decides how it begins and whether it decays.</param>
/// <param name="Shape">[out, in] of a matrix, [width] of a gain or bias.</param>
/// <param name="Offset">Index of its first number in the flat buffer.</param>
public sealed record ParameterLeaf(string Name, ParameterKind Kind, IReadOnlyList<long> Shape, long Offset)
{
    /// <summary>Numbers in the array.</summary>
    public long Length { get; } = Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Whether it is a gain of a norm, starting at one.</summary>
    public bool IsGain => Kind == ParameterKind.Gain;

    /// <summary>Numbers of one row: the inputs of a matrix, 1 for a vector.</summary>
    public long RowLength => Shape.Count == 1 ? 1 : Shape[1];
}
