using static TorchSharp.torch;

namespace Magistral.Engine.Models;

/// <summary>The training forward of the model, recorded for autograd when gradients are on.</summary>
/// <remarks>
/// Stateless but for its leaves and the rotary table; one instance a lane, used from that lane's thread.
/// The gains are folded into the next matrix: x̂·(W·diag g)ᵀ costs one product over the weights in place of one over the activations.
/// </remarks>
internal sealed class CausalLanguageModel : IDisposable
{
    private readonly ModelConfig config;
    private readonly ParameterLayout layout;
    private readonly Tensor rotations;

    public CausalLanguageModel(FlatParameters parameters)
    {
        config = parameters.Config;
        layout = parameters.Layout;
        Leaves = new ParameterLeaves(parameters);
        rotations = RotaryTable.Complex(config, config.Context, parameters.Device);
    }

    public ParameterLeaves Leaves { get; }

    /// <summary>The normalised residual stream behind the last layer, before the head.</summary>
    /// <param name="tokens">[rows · width], int64, row by row.</param>
    /// <param name="width">Tokens a row, at most the context; padding lies at the end of a row.</param>
    /// <returns>[rows · width, hidden], in the caller's dispose scope.</returns>
    public Tensor Hidden(Tensor tokens, int width)
    {
        using var scope = NewDisposeScope();
        var turns = rotations.narrow(0, 0, width);
        var stream = Leaves[layout.Embedding].index_select(0, tokens);
        for (var layer = 0; layer < config.Layers; layer++)
        {
            var attended = Attention(layer, Normalise(stream), turns, width);
            stream = addmm(stream, attended, Leaves[ParameterLayout.AttentionOutput(layer)].t(), 1, 1);
            var gated = SwiGlu(Project(Normalise(stream), ParameterLayout.GateUp(layer), layout.FeedForwardNorm(layer)));
            stream = addmm(stream, gated, Leaves[ParameterLayout.Down(layer)].t(), 1, 1);
        }

        return Normalise(stream).MoveToOuterDisposeScope();
    }

    /// <summary>The logits of some positions.</summary>
    /// <param name="hidden">[rows · width, hidden], from <see cref="Hidden"/>.</param>
    /// <param name="positions">[n], int64, indices into the first dimension; null for all.</param>
    /// <returns>[n, vocabulary], in the caller's dispose scope.</returns>
    public Tensor Logits(Tensor hidden, Tensor? positions)
    {
        using var scope = NewDisposeScope();
        var chosen = positions is null ? hidden : hidden.index_select(0, positions);
        return Project(chosen, layout.Head, layout.FinalNorm).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        Leaves.Dispose();
        rotations.Dispose();
    }

    private Tensor Normalise(Tensor stream) => RmsNormalisation.Apply(stream, config.RmsNormEps);

    private Tensor Project(Tensor normalised, int matrix, int gain) => normalised.mm((Leaves[matrix] * Leaves[gain]).t());

    private Tensor Attention(int layer, Tensor normalised, Tensor turns, int width)
    {
        var rows = normalised.shape[0] / width;
        var fused = Project(normalised, ParameterLayout.QueryKeyValue(layer), layout.AttentionNorm(layer));
        var parts = fused.view(rows, width, config.Heads + 2 * config.KvHeads, config.HeadWidth).split([config.Heads + config.KvHeads, config.KvHeads], 2);
        var pairs = parts[0].unflatten(3, [config.HeadWidth / 2, 2]).view_as_complex();
        var turned = (pairs * turns).view_as_real().flatten(3).transpose(1, 2).split([config.Heads, config.KvHeads], 1);
        var keys = Repeat(turned[1]);
        var values = Repeat(parts[1].transpose(1, 2));
        var mixed = nn.functional.scaled_dot_product_attention(turned[0], keys, values, is_casual: true);
        return mixed.transpose(1, 2).reshape(rows * width, config.QueryWidth);
    }

    // each key head serves neighbouring query heads
    private Tensor Repeat(Tensor heads) =>
        config.Heads == config.KvHeads ? heads : heads.repeat_interleave(config.Heads / config.KvHeads, 1);

    private Tensor SwiGlu(Tensor gateUp)
    {
        var parts = gateUp.split(config.FeedForward, -1);
        return parts[0].silu() * parts[1];
    }
}
