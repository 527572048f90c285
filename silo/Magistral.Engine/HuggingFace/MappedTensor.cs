using Magistral.Engine.Models;
using static TorchSharp.torch;

namespace Magistral.Engine.HuggingFace;

/// <summary>A tensor as transformers names it, and the rows of the flat parameters that hold it.</summary>
/// <remarks>
/// transformers turns element i of a head with element i + head_dim/2, the engine 2i with 2i + 1. So the rows of queries and keys change places
/// within each head on the way in and back on the way out: a permutation, exact in both directions, after which both compute the same.
/// </remarks>
/// <param name="Name">Such as `model.layers.0.self_attn.q_proj.weight`.</param>
/// <param name="Shape">[out, in], or [width].</param>
/// <param name="Leaf">The engine's array that holds its rows.</param>
/// <param name="Row">First of the rows.</param>
/// <param name="TurnedHead">Rows of one head whose halves change places; 0 when the rows lie in the same order.</param>
internal sealed record MappedTensor(string Name, IReadOnlyList<long> Shape, ParameterLeaf Leaf, long Row, int TurnedHead)
{
    public long Rows => Shape[0];

    public long RowLength => Shape.Count == 1 ? 1 : Shape[1];

    /// <summary>Rows that can be moved apart from others.</summary>
    public int UnitRows => Math.Max(1, TurnedHead);

    /// <summary>Copies rows of the tensor into the flat parameters.</summary>
    /// <param name="flat">The flat parameters, or a gradient of their shape.</param>
    /// <param name="row">First row, a multiple of <see cref="UnitRows"/>.</param>
    /// <param name="rows">[count · row length], in transformers' order; converted to the type and device of <paramref name="flat"/>.</param>
    public void Write(Tensor flat, long row, Tensor rows)
    {
        var place = Place(flat, row, rows.shape[0] / RowLength);
        if (TurnedHead == 0) place.view(-1).copy_(rows);
        else place.view(-1, TurnedHead / 2, 2, RowLength).copy_(rows.view(-1, 2, TurnedHead / 2, RowLength).transpose(1, 2));
    }

    /// <summary>Some rows in transformers' order.</summary>
    /// <param name="flat">The flat parameters, or a gradient of their shape.</param>
    /// <param name="row">First row, a multiple of <see cref="UnitRows"/>.</param>
    /// <param name="count">Rows, a multiple of <see cref="UnitRows"/>.</param>
    /// <returns>[count, row length], contiguous; may share the memory of <paramref name="flat"/>.</returns>
    public Tensor Read(Tensor flat, long row, long count)
    {
        var place = Place(flat, row, count);
        return TurnedHead == 0
            ? place
            : place.view(-1, TurnedHead / 2, 2, RowLength).transpose(1, 2).reshape(count, RowLength);
    }

    private Tensor Place(Tensor flat, long row, long count) =>
        flat.narrow(0, Leaf.Offset + (Row + row) * RowLength, count * RowLength).view(count, RowLength);
}
