using Magistral.Engine.Adapters;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Magistral.Engine.Generation;

/// <summary>The generator's own copy of the weights, transposed and folded for decoding.</summary>
/// <remarks>
/// Each gain is multiplied into the matrix behind it, the attention's 1/√head_dim into the query columns, or into the queries' gain where they are
/// normalised. Lanes only read it; it changes between two steps: small weights in place, large ones by an exchange with a second copy that another thread
/// has filled meanwhile.
/// </remarks>
internal sealed class DecoderWeights : IDisposable
{
    private readonly ModelConfig config;
    private readonly ParameterLayout layout;
    private readonly Device device;
    private readonly ScalarType type;
    private DecoderTensors current;
    private DecoderTensors? prepared;
    private AdaptedBase? adapted;

    /// <summary>Memory for weights, which <see cref="Apply(WeightSnapshot)"/> fills.</summary>
    public DecoderWeights(ModelConfig config, ComputeDevice device, NumberFormat type)
    {
        this.config = config;
        this.device = device.Torch;
        this.type = type.Torch();
        layout = new ParameterLayout(config);
        Head = ParameterLayout.Down(config.Layers - 1) + 1;
        current = new DecoderTensors(config, layout, this.device, this.type);
    }

    public DecoderWeights(ModelConfig config, WeightSnapshot weights, ComputeDevice device)
        : this(config, device, NumberFormat.F32) => Apply(weights);

    public int Version { get; private set; }

    /// <summary>Rises when tensors take the place of others, so that whoever keeps their addresses takes the new ones.</summary>
    public int Exchanges { get; private set; }

    /// <summary>Version of the weights that wait to be exchanged; null when none do.</summary>
    public int? PreparedVersion { get; private set; }

    /// <summary>[vocabulary, hidden].</summary>
    public Tensor Embedding => current.Matrices[0];

    /// <summary>Number of the head's matrix for <see cref="Multiply"/>.</summary>
    public int Head { get; }

    /// <summary>[hidden, (heads + 2 · kv_heads) · head_dim].</summary>
    public Tensor QueryKeyValue(int layer) => current.Matrices[ParameterLayout.QueryKeyValue(layer)];

    /// <summary>[hidden, 2 · feed_forward].</summary>
    public Tensor GateUp(int layer) => current.Matrices[ParameterLayout.GateUp(layer)];

    /// <summary>[heads + kv_heads, head_dim], float32, the gain of each query and key head; null where heads are not normalised.</summary>
    public Tensor? HeadGains(int layer) => current.HeadGains.Length == 0 ? null : current.HeadGains[layer];

    /// <summary>output ← input · matrix + bias.</summary>
    /// <param name="input">[rows, inputs], float32.</param>
    /// <param name="matrix">From <see cref="ParameterLayout"/>, or <see cref="Head"/>.</param>
    /// <param name="output">[rows, outputs], float32.</param>
    public void Multiply(Tensor input, int matrix, Tensor output)
    {
        if (current.Biases[matrix] is { } bias)
        {
            output.copy_(bias);
            Add(input, matrix, output);
        }
        else if (type == ScalarType.Float32) output.addmm_(input, current.Matrices[matrix], 0, 1);   // beta 0: the product alone, into memory that is there
        else output.copy_(input.to(type).mm(current.Matrices[matrix]));
    }

    /// <summary>output ← output + input · matrix + bias; parameters as in <see cref="Multiply"/>.</summary>
    public void MultiplyAdd(Tensor input, int matrix, Tensor output)
    {
        if (current.Biases[matrix] is { } bias) output.add_(bias, HeldScalar.One);
        Add(input, matrix, output);
    }

    /// <summary>From now on published weights are those of an adapter of these parameters.</summary>
    public void Adapt(FlatParameters parameters, LoraOptions options) => adapted = new AdaptedBase(parameters, options);

    /// <summary>Fills the second copy; on any thread, while lanes read the first.</summary>
    /// <exception cref="WeightShapeException">They are of another model; the old ones stay.</exception>
    public void Prepare(WeightSnapshot weights)
    {
        PreparedVersion = null;
        prepared ??= new DecoderTensors(config, layout, device, type);
        Fill(prepared, weights);
        PreparedVersion = weights.Version;
    }

    /// <summary>Puts weights to use: those that were prepared by an exchange, others in place.</summary>
    /// <exception cref="WeightShapeException">They are of another model; the old ones stay.</exception>
    public void Apply(WeightSnapshot weights)
    {
        if (PreparedVersion == weights.Version && prepared is { } filled)
        {
            (current, prepared) = (filled, current);
            PreparedVersion = null;
            Exchanges++;
        }
        else
        {
            Fill(current, weights);
        }

        Version = weights.Version;
    }

    /// <exception cref="WeightShapeException">They are of another model; the old ones stay.</exception>
    public void Apply(FlatParameters parameters, int version)
    {
        if (parameters.Layout.Length != layout.Length) throw new WeightShapeException(parameters.Layout.Length, layout.Length);
        Fold(current, leaf => parameters.View(leaf).to(ScalarType.Float32).to(device));
        Version = version;
    }

    public void Dispose()
    {
        adapted?.Dispose();
        current.Dispose();
        prepared?.Dispose();
    }

    private void Add(Tensor input, int matrix, Tensor output)
    {
        if (type == ScalarType.Float32) output.addmm_(input, current.Matrices[matrix], 1, 1);
        else output.add_(input.to(type).mm(current.Matrices[matrix]), HeldScalar.One);
    }

    private void Fill(DecoderTensors target, WeightSnapshot weights)
    {
        if (adapted is not null)
        {
            adapted.Load(weights);
            Fold(target, leaf => adapted.Read(leaf).to(device));
            return;
        }

        if (weights.Values.Length != layout.Length) throw new WeightShapeException(weights.Values.Length, layout.Length);
        Fold(target, leaf => Read(weights.Values.Span.Slice((int)leaf.Offset, (int)leaf.Length), leaf.Shape));
    }

    private void Fold(DecoderTensors target, Func<ParameterLeaf, Tensor> read)
    {
        using var quiet = no_grad();
        using Scalar scale = 1 / Math.Sqrt(config.HeadWidth);
        for (var index = 0; index < target.Matrices.Length; index++)
        {
            using var scope = NewDisposeScope();
            var matrix = read(LeafOf(index));
            if (index > 0) matrix = matrix.t();
            if (GainOf(index) is { } gain) matrix = matrix * read(layout.Leaves[gain]).unsqueeze(1);
            if (IsQueryKeyValue(index) && !config.QkNorm) matrix = ScaleQueries(matrix, 1, scale);
            target.Matrices[index].copy_(matrix);
            if (layout.BiasOf(index) is not { } bias) continue;
            var added = read(layout.Leaves[bias]);
            target.Biases[index]!.copy_(IsQueryKeyValue(index) && !config.QkNorm ? ScaleQueries(added, 0, scale) : added);
        }

        for (var layer = 0; layer < target.HeadGains.Length; layer++)
        {
            using var scope = NewDisposeScope();
            target.HeadGains[layer].narrow(0, 0, config.Heads).copy_(read(layout.Leaves[layout.QueryNorm(layer)!.Value]).mul(scale));
            target.HeadGains[layer].narrow(0, config.Heads, config.KvHeads).copy_(read(layout.Leaves[layout.KeyNorm(layer)!.Value]));
        }
    }

    private Tensor ScaleQueries(Tensor fused, int dimension, Scalar scale) => cat(
        [fused.narrow(dimension, 0, config.QueryWidth).mul(scale), fused.narrow(dimension, config.QueryWidth, 2 * config.KeyWidth)], dimension);

    private bool IsQueryKeyValue(int index) => index < Head && index % 4 == ParameterLayout.QueryKeyValue(0) % 4;

    private int? GainOf(int index) =>
        index == Head ? layout.FinalNorm
        : IsQueryKeyValue(index) ? layout.AttentionNorm((index - 1) / 4)
        : index > 0 && index % 4 == ParameterLayout.GateUp(0) % 4 ? layout.FeedForwardNorm((index - 1) / 4)
        : null;

    private ParameterLeaf LeafOf(int index) => layout.Leaves[index == Head ? layout.Head : index];

    private Tensor Read(ReadOnlySpan<float> values, IReadOnlyList<long> shape)
    {
        var read = empty(values.Length, ScalarType.Float32, device);
        FlatCopy.Write(values, read);
        return read.view([.. shape]);
    }
}
