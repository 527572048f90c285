using Magistral.Engine.Weights;
using static TorchSharp.torch;

namespace Magistral.Engine.Models;

/// <summary>Named arrays in one contiguous buffer on one device: a model's, or an adapter's.</summary>
/// <remarks>
/// Use from one thread. Float32 to be trained; a half-width type to be held or served. The arrays are views of the buffer, so that an update, a norm
/// or a copy of all is one operation.
/// </remarks>
public abstract class FlatWeights : IDisposable
{
    private readonly WeightBuffers snapshots;

    private protected FlatWeights(IReadOnlyList<ParameterLeaf> leaves, long decayedLength, ComputeDevice device, NumberFormat format)
    {
        Leaves = leaves;
        DecayedLength = decayedLength;
        DataType = format;
        Length = leaves.Sum(leaf => leaf.Length);
        snapshots = new WeightBuffers(Length);
        using var scope = NewDisposeScope();
        Values = empty(Length, format.Torch(), device.Torch).DetachFromDisposeScope();
    }

    /// <summary>Every array, by offset.</summary>
    public IReadOnlyList<ParameterLeaf> Leaves { get; }

    /// <summary>Numbers in the buffer.</summary>
    public long Length { get; }

    /// <summary>Numbers at the start of the buffer that weight decay shrinks: those of the matrices.</summary>
    public long DecayedLength { get; }

    /// <summary>The format of the numbers.</summary>
    public NumberFormat DataType { get; }

    /// <summary>[Length], of <see cref="DataType"/>.</summary>
    internal Tensor Values { get; }

    internal Device Device => Values.device;

    /// <summary>Replaces every number, rounded to <see cref="DataType"/>.</summary>
    /// <param name="values">[Length], by offset.</param>
    /// <exception cref="WeightShapeException">The count differs.</exception>
    public void Load(ReadOnlySpan<float> values)
    {
        if (values.Length != Length) throw new WeightShapeException(values.Length, Length);
        FlatCopy.Write(values, Values);
    }

    /// <summary>Copies every number out, as float32.</summary>
    /// <param name="values">[Length], receives them by offset.</param>
    /// <exception cref="WeightShapeException">The count differs.</exception>
    public void CopyTo(Span<float> values)
    {
        if (values.Length != Length) throw new WeightShapeException(values.Length, Length);
        FlatCopy.Read(Values, values);
    }

    /// <summary>An immutable copy to publish; dispose it so that its memory serves the next one.</summary>
    /// <param name="version">Number of the publication.</param>
    public WeightSnapshot Snapshot(int version)
    {
        var values = snapshots.Rent();
        CopyTo(values);
        return new(version, values, new SharedBuffer(snapshots, values));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Values.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>One array, in place: [rows, inputs] of a matrix, [width] of a vector.</summary>
    internal Tensor View(ParameterLeaf leaf) => Values.narrow(0, leaf.Offset, leaf.Length).view([.. leaf.Shape]);
}
