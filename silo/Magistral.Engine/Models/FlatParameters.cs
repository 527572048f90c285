using Magistral.Engine.Weights;
using Magistral.Method.Randomness;
using static TorchSharp.torch;

namespace Magistral.Engine.Models;

/// <summary>All parameters of a model in one contiguous float32 buffer on one device.</summary>
/// <remarks>Use from one thread. The arrays of the model are views of the buffer, so that an update, a norm or a copy of all is one operation.</remarks>
public sealed class FlatParameters : IDisposable
{
    private const double EmbeddingDeviation = 0.04;
    private readonly WeightBuffers snapshots;

    private FlatParameters(ModelConfig config, ComputeDevice device)
    {
        Config = config;
        Layout = new ParameterLayout(config);
        snapshots = new WeightBuffers((int)Layout.Length);
        using var scope = NewDisposeScope();
        Values = zeros(Layout.Length, ScalarType.Float32, device.Torch).DetachFromDisposeScope();
    }

    /// <summary>The sizes it was built for.</summary>
    public ModelConfig Config { get; }

    /// <summary>Where each array lies.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>[Layout.Length], float32.</summary>
    internal Tensor Values { get; }

    internal Device Device => Values.device;

    /// <summary>Fresh parameters: embedding and head N(0, 0.04²), other matrices N(0, 1/inputs), those that write into the residual stream divided by √(2 · layers), gains one.</summary>
    /// <remarks>By inputs, since a fixed small deviation starves narrow models: at width 96 the supervised stage then needs three times the steps.</remarks>
    /// <param name="config">Sizes.</param>
    /// <param name="seed">The same seed gives the same numbers on every machine.</param>
    /// <param name="device">Where they live.</param>
    /// <exception cref="ModelConfigException">The sizes do not fit together.</exception>
    public static FlatParameters Create(ModelConfig config, long seed, ComputeDevice device)
    {
        var parameters = new FlatParameters(config, device);
        var values = new float[parameters.Layout.Length];
        for (var index = 0; index < parameters.Layout.Leaves.Count; index++)
        {
            var leaf = parameters.Layout.Leaves[index];
            var span = values.AsSpan((int)leaf.Offset, (int)leaf.Length);
            if (leaf.IsGain) span.Fill(1);
            else FillNormal(span, new SeededRandom(seed, "parameters", index), parameters.DeviationOf(index));
        }

        parameters.Load(values);
        return parameters;
    }

    /// <summary>Parameters from published weights.</summary>
    /// <param name="config">Sizes the weights were trained with.</param>
    /// <param name="weights">Their values.</param>
    /// <param name="device">Where they shall live.</param>
    /// <exception cref="ModelConfigException">The sizes do not fit together.</exception>
    /// <exception cref="WeightShapeException">The weights are of another model.</exception>
    public static FlatParameters Create(ModelConfig config, WeightSnapshot weights, ComputeDevice device)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var parameters = new FlatParameters(config, device);
        parameters.Load(weights.Values.Span);
        return parameters;
    }

    /// <summary>Replaces every number.</summary>
    /// <param name="values">[Layout.Length], in the layout's order.</param>
    /// <exception cref="WeightShapeException">The count differs.</exception>
    public void Load(ReadOnlySpan<float> values)
    {
        if (values.Length != Layout.Length) throw new WeightShapeException(values.Length, Layout.Length);
        FlatCopy.Write(values, Values);
    }

    /// <summary>Copies every number out.</summary>
    /// <param name="values">[Layout.Length], receives them in the layout's order.</param>
    /// <exception cref="WeightShapeException">The count differs.</exception>
    public void CopyTo(Span<float> values)
    {
        if (values.Length != Layout.Length) throw new WeightShapeException(values.Length, Layout.Length);
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
    public void Dispose() => Values.Dispose();

    private double DeviationOf(int index)
    {
        if (index == Layout.Embedding || index == Layout.Head)
            return EmbeddingDeviation;
        var deviation = 1 / Math.Sqrt(Layout.Leaves[index].Shape[^1]);
        var residual = Enumerable.Range(0, Config.Layers).Any(layer => index == ParameterLayout.AttentionOutput(layer) || index == ParameterLayout.Down(layer));
        return residual ? deviation / Math.Sqrt(2.0 * Config.Layers) : deviation;
    }

    private static void FillNormal(Span<float> values, SeededRandom random, double deviation)
    {
        for (var i = 0; i < values.Length; i += 2)
        {
            // Box and Muller 1958; 1 − u is never zero
            var radius = deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * random.NextDouble());
            values[i] = (float)(radius * cosine);
            if (i + 1 < values.Length) values[i + 1] = (float)(radius * sine);
        }
    }
}
