using Magistral.Engine.Adapters;
using static TorchSharp.torch;

namespace Magistral.Engine.Models.Networks;

/// <summary>The training forward of the model, recorded for autograd when gradients are on, and its backward.</summary>
/// <remarks>One instance a lane, used from that lane's thread.</remarks>
internal sealed class CausalLanguageModel : IDisposable
{
    private readonly ModelConfig config;
    private readonly ParameterLayout layout;
    private readonly ParameterLeaves weights;
    private readonly Projections projections;
    private readonly TransformerLayer[] layers;
    private readonly Tensor rotations;
    private readonly bool recompute;
    private RecomputedLayers? recomputed;

    /// <param name="parameters">Float32 when they are trained, which they are without an adapter.</param>
    /// <param name="options">How it computes; float32 with everything kept when null.</param>
    /// <param name="adapter">What is trained in place of the parameters, or null.</param>
    public CausalLanguageModel(FlatParameters parameters, ComputeOptions? options = null, LoraParameters? adapter = null)
    {
        options ??= new();
        config = parameters.Config;
        layout = parameters.Layout;
        recompute = options.RecomputeLayers;
        weights = new ParameterLeaves(parameters, trained: adapter is null);
        Leaves = adapter is null ? weights : new ParameterLeaves(adapter);
        projections = new Projections(layout, weights, adapter is null ? null : new LoraProjections(config, adapter.Layout, Leaves), options.DataType);
        layers = [.. Enumerable.Range(0, config.Layers).Select(layer => new TransformerLayer(config, layout, projections, layer))];
        rotations = RotaryTable.Complex(config, config.Context, parameters.Device);
    }

    /// <summary>What is trained: the parameters, or the adapter.</summary>
    public ParameterLeaves Leaves { get; }

    /// <summary>The normalised residual stream behind the last layer, before the head.</summary>
    /// <param name="tokens">[rows · width], int64, row by row; lives until the backward.</param>
    /// <param name="width">Tokens a row, at most the context; padding lies at the end of a row.</param>
    /// <returns>[rows · width, hidden], in the caller's dispose scope.</returns>
    public Tensor Hidden(Tensor tokens, int width)
    {
        recomputed = recompute && is_grad_enabled() ? new RecomputedLayers(layers, () => Embed(tokens), width) : null;
        using var scope = NewDisposeScope();
        var positions = new AttentionPositions(config, rotations, width);
        if (recomputed is not null) return Normalise(recomputed.Forward(positions)).MoveToOuterDisposeScope();
        var stream = Embed(tokens);
        foreach (var layer in layers) stream = layer.Apply(stream, positions);
        return Normalise(stream).MoveToOuterDisposeScope();
    }

    /// <summary>The logits of some positions.</summary>
    /// <param name="hidden">[rows · width, hidden], from <see cref="Hidden"/>.</param>
    /// <param name="positions">[n], int64, indices into the first dimension; null for all.</param>
    /// <returns>[n, vocabulary], float32, in the caller's dispose scope.</returns>
    public Tensor Logits(Tensor hidden, Tensor? positions)
    {
        using var scope = NewDisposeScope();
        var chosen = positions is null ? hidden : hidden.index_select(0, positions);
        return projections.Apply(chosen, layout.Head, layout.FinalNorm).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>Adds the gradient of a loss over the last <see cref="Hidden"/> to that of the leaves.</summary>
    /// <param name="loss">Scalar.</param>
    public void Backward(Tensor loss)
    {
        loss.backward();
        if (recomputed is null) return;
        using var scope = NewDisposeScope();
        recomputed.Backward(new AttentionPositions(config, rotations, recomputed.Width));
        recomputed = null;
    }

    public void Dispose()
    {
        Leaves.Dispose();
        if (weights != Leaves) weights.Dispose();
        rotations.Dispose();
    }

    private Tensor Embed(Tensor tokens) => weights[layout.Embedding].index_select(0, tokens).to(ScalarType.Float32);

    private Tensor Normalise(Tensor stream) => RmsNormalisation.Apply(stream, config.RmsNormEps);
}
