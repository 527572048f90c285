using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Magistral.Engine.Generation;

/// <summary>The generator's own copy of the weights, transposed and folded for decoding.</summary>
/// <remarks>
/// Each gain is multiplied into the matrix behind it, the attention's 1/√head_dim into the query columns. Lanes only read it;
/// it changes between two steps, in place.
/// </remarks>
internal sealed class DecoderWeights : IDisposable
{
    private readonly ModelConfig config;
    private readonly FlatParameters staging;
    private readonly Tensor[] matrices;

    public DecoderWeights(ModelConfig config, WeightSnapshot weights, ComputeDevice device)
    {
        this.config = config;
        staging = FlatParameters.Create(config, weights, device);
        using var scope = NewDisposeScope();
        Embedding = View(staging.Layout.Embedding).DetachFromDisposeScope();
        matrices = new Tensor[ParameterLayout.Down(config.Layers - 1) + 2];
        for (var index = 1; index < matrices.Length; index++)
        {
            var shape = staging.Layout.Leaves[LeafOf(index)].Shape;
            matrices[index] = empty(shape[1], shape[0], dtype: ScalarType.Float32, device: device.Torch).DetachFromDisposeScope();
        }

        matrices[0] = Embedding;
        Apply(weights);
    }

    public int Version { get; private set; }

    /// <summary>[vocabulary, hidden].</summary>
    public Tensor Embedding { get; }

    /// <summary>[hidden, vocabulary].</summary>
    public Tensor Head => matrices[^1];

    /// <summary>[hidden, (heads + 2 · kv_heads) · head_dim].</summary>
    public Tensor QueryKeyValue(int layer) => matrices[ParameterLayout.QueryKeyValue(layer)];

    /// <summary>[heads · head_dim, hidden].</summary>
    public Tensor AttentionOutput(int layer) => matrices[ParameterLayout.AttentionOutput(layer)];

    /// <summary>[hidden, 2 · feed_forward].</summary>
    public Tensor GateUp(int layer) => matrices[ParameterLayout.GateUp(layer)];

    /// <summary>[feed_forward, hidden].</summary>
    public Tensor Down(int layer) => matrices[ParameterLayout.Down(layer)];

    public void Apply(WeightSnapshot weights)
    {
        staging.Load(weights.Values.Span);
        Version = weights.Version;
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using Scalar scale = 1 / Math.Sqrt(config.HeadWidth);
        for (var layer = 0; layer < config.Layers; layer++)
        {
            Fold(QueryKeyValue(layer), ParameterLayout.QueryKeyValue(layer), staging.Layout.AttentionNorm(layer));
            QueryKeyValue(layer).narrow(1, 0, config.QueryWidth).mul_(scale);
            Fold(AttentionOutput(layer), ParameterLayout.AttentionOutput(layer), null);
            Fold(GateUp(layer), ParameterLayout.GateUp(layer), staging.Layout.FeedForwardNorm(layer));
            Fold(Down(layer), ParameterLayout.Down(layer), null);
        }

        Fold(Head, staging.Layout.Head, staging.Layout.FinalNorm);
    }

    public void Dispose()
    {
        foreach (var matrix in matrices) matrix.Dispose();
        staging.Dispose();
    }

    private int LeafOf(int index) => index == matrices.Length - 1 ? staging.Layout.Head : index;

    private void Fold(Tensor target, int matrix, int? gain)
    {
        target.copy_(View(matrix).t());
        if (gain is { } index) target.mul_(View(index).unsqueeze(1));
    }

    private Tensor View(int index)
    {
        var leaf = staging.Layout.Leaves[index];
        return staging.Values.narrow(0, leaf.Offset, leaf.Length).view([.. leaf.Shape]);
    }
}
