using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using static TorchSharp.torch;

namespace Magistral.Engine.Adapters;

/// <summary>A generator's view of an adapted model: the frozen parameters, which it shares, and its own copy of the newest adapter.</summary>
internal sealed class AdaptedBase : IDisposable
{
    private readonly FlatParameters parameters;
    private readonly LoraParameters adapter;
    private readonly Dictionary<long, int> indices;   // by offset

    public AdaptedBase(FlatParameters parameters, LoraOptions options)
    {
        this.parameters = parameters;
        adapter = LoraParameters.Unset(parameters.Config, options, ComputeDevice.Of(parameters.Device));
        indices = parameters.Leaves.Index().ToDictionary(leaf => leaf.Item.Offset, leaf => leaf.Index);
    }

    /// <exception cref="WeightShapeException">The weights are of another adapter; the old ones stay.</exception>
    public void Load(WeightSnapshot weights) => adapter.Load(weights.Values.Span);

    /// <summary>An array of the model with the adapter in it, float32.</summary>
    public Tensor Read(ParameterLeaf leaf) => LoraMerge.Matrix(parameters, adapter, indices[leaf.Offset]);

    public void Dispose() => adapter.Dispose();
}
