using Magistral.Engine.Weights;
using Magistral.Method.Randomness;

namespace Magistral.Engine.Models;

/// <summary>All parameters of a model.</summary>
/// <remarks>As <see cref="FlatWeights"/>.</remarks>
public sealed class FlatParameters : FlatWeights
{
    private const double EmbeddingDeviation = 0.04;

    private FlatParameters(ModelConfig config, ParameterLayout layout, ComputeDevice device, NumberFormat type)
        : base(layout.Leaves, layout.MatrixLength, device, type)
    {
        Config = config;
        Layout = layout;
    }

    /// <summary>The sizes it was built for.</summary>
    public ModelConfig Config { get; }

    /// <summary>Where each array lies.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>Fresh parameters: embedding and head N(0, 0.04²), other matrices N(0, 1/inputs), those that write into the residual stream divided by √(2 · layers), gains one, biases zero.</summary>
    /// <remarks>By inputs, since a fixed small deviation starves narrow models: at width 96 the supervised stage then needs three times the steps.</remarks>
    /// <param name="config">Sizes.</param>
    /// <param name="seed">The same seed gives the same numbers on every machine.</param>
    /// <param name="device">Where they live.</param>
    /// <exception cref="ModelConfigException">The sizes do not fit together.</exception>
    public static FlatParameters Create(ModelConfig config, long seed, ComputeDevice device)
    {
        var parameters = Unset(config, device, NumberFormat.F32);
        var values = new float[parameters.Length];
        for (var index = 0; index < parameters.Leaves.Count; index++)
        {
            var leaf = parameters.Leaves[index];
            var span = values.AsSpan((int)leaf.Offset, (int)leaf.Length);
            if (leaf.Kind == ParameterKind.Gain) span.Fill(1);
            else if (leaf.Kind == ParameterKind.Matrix) FillNormal(span, new SeededRandom(seed, "parameters", index), parameters.DeviationOf(index));
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
        var parameters = Unset(config, device, NumberFormat.F32);
        parameters.Load(weights.Values.Span);
        return parameters;
    }

    /// <summary>Parameters whose numbers are yet to be written, all of them.</summary>
    internal static FlatParameters Unset(ModelConfig config, ComputeDevice device, NumberFormat type) => new(config, new ParameterLayout(config), device, type);

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
