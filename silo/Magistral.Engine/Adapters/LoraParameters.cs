using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Magistral.Method.Randomness;

namespace Magistral.Engine.Adapters;

/// <summary>The numbers of an adapter: all that is trained, published and checkpointed of an adapted model.</summary>
/// <remarks>As <see cref="FlatWeights"/>; always float32.</remarks>
public sealed class LoraParameters : FlatWeights
{
    private LoraParameters(LoraLayout layout, ComputeDevice device)
        : base(layout.Leaves, layout.Length, device, NumberFormat.F32) => Layout = layout;

    /// <summary>Where each matrix lies.</summary>
    public LoraLayout Layout { get; }

    /// <summary>A fresh adapter, which changes nothing yet: A uniform within ±1/√inputs, B zero.</summary>
    /// <param name="config">Of the model that is adapted.</param>
    /// <param name="options">Rank, scale and modules.</param>
    /// <param name="seed">The same seed gives the same numbers on every machine.</param>
    /// <param name="device">Where they live.</param>
    /// <exception cref="AdapterException">The options cannot be.</exception>
    public static LoraParameters Create(ModelConfig config, LoraOptions options, long seed, ComputeDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var adapter = new LoraParameters(new LoraLayout(config, options), device);
        var values = new float[adapter.Length];
        foreach (var pair in adapter.Layout.Pairs)
        {
            var leaf = adapter.Leaves[pair.Down];
            var random = new SeededRandom(seed, "adapter", pair.Down);
            var bound = 1 / Math.Sqrt(pair.Projection.Inputs);
            foreach (ref var value in values.AsSpan((int)leaf.Offset, (int)leaf.Length)) value = (float)(bound * (2 * random.NextDouble() - 1));
        }

        adapter.Load(values);
        return adapter;
    }

    /// <summary>An adapter from published numbers.</summary>
    /// <param name="config">Of the model that is adapted.</param>
    /// <param name="options">Those it was trained with.</param>
    /// <param name="weights">Its numbers.</param>
    /// <param name="device">Where they shall live.</param>
    /// <exception cref="AdapterException">The options cannot be.</exception>
    /// <exception cref="WeightShapeException">The numbers are of another adapter.</exception>
    public static LoraParameters Create(ModelConfig config, LoraOptions options, WeightSnapshot weights, ComputeDevice device)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(device);
        var adapter = new LoraParameters(new LoraLayout(config, options), device);
        adapter.Load(weights.Values.Span);
        return adapter;
    }

    /// <summary>An adapter whose numbers are yet to be written, all of them.</summary>
    internal static LoraParameters Unset(ModelConfig config, LoraOptions options, ComputeDevice device) => new(new LoraLayout(config, options), device);
}
